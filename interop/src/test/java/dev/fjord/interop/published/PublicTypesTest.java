package dev.fjord.interop.published;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.SinceTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the compiler's own lint of comments does not demand: that a public type says since which
 * version it is there, and that each public member is described.
 */
class PublicTypesTest {
  private static final Set<Tree.Kind> TYPES =
      Set.of(
          Tree.Kind.CLASS,
          Tree.Kind.INTERFACE,
          Tree.Kind.RECORD,
          Tree.Kind.ENUM,
          Tree.Kind.ANNOTATION_TYPE);
  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+");

  @ParameterizedTest
  @MethodSource("modules")
  void everyPublicTypeSaysSinceWhenAndEveryPublicMemberWhat(PublishedModule module)
      throws IOException {
    List<String> missing = new ArrayList<>();
    List<Path> sources = module.exportedSources();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, List.of(), null, files.getJavaFileObjectsFromPaths(sources));
      DocTrees comments = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        for (Tree type : unit.getTypeDecls()) {
          if (type instanceof ClassTree declared) {
            look(new Place(comments, new TreePath(new TreePath(unit), declared)), missing);
          }
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  /** Those with something to use in code: the command has nothing. */
  static List<PublishedModule> modules() {
    return PublishedModule.all().stream()
        .filter(module -> !module.exportedSources().isEmpty())
        .toList();
  }

  private static void look(Place type, List<String> missing) {
    ClassTree declared = (ClassTree) type.path().getLeaf();
    if (!type.isPublic()) {
      return;
    }
    if (type.comment() == null) {
      missing.add(type.name() + " has no comment");
    } else if (!type.isNested() && !type.saysSince()) {
      missing.add(type.name() + " does not say @since with a version like 0.1.0");
    }
    for (Tree member : declared.getMembers()) {
      Place place = new Place(type.comments(), new TreePath(type.path(), member));
      if (TYPES.contains(member.getKind())) {
        look(place, missing);
      } else if (place.isPublic() && place.needsComment() && place.comment() == null) {
        missing.add(type.name() + "." + place.name() + " has no comment");
      }
    }
  }

  /**
   * A declaration in a source.
   *
   * @param comments where comments are found
   * @param path the declaration and what is around it
   */
  private record Place(DocTrees comments, TreePath path) {
    @Nullable DocCommentTree comment() {
      return comments.getDocCommentTree(path);
    }

    boolean isNested() {
      return path.getParentPath().getLeaf() instanceof ClassTree;
    }

    boolean saysSince() {
      DocCommentTree comment = comment();
      return comment != null
          && comment.getBlockTags().stream()
              .anyMatch(
                  tag ->
                      tag instanceof SinceTree since
                          && VERSION.matcher(since.getBody().toString()).matches());
    }

    /** Also what an interface or an enum makes public unsaid. */
    boolean isPublic() {
      ModifiersTree modifiers = modifiers();
      if (modifiers == null || modifiers.getFlags().contains(Modifier.PRIVATE)) {
        return false;
      }
      Tree around = path.getParentPath().getLeaf();
      return modifiers.getFlags().contains(Modifier.PUBLIC)
          || modifiers.getFlags().contains(Modifier.PROTECTED)
          || around.getKind() == Tree.Kind.INTERFACE
          || around.getKind() == Tree.Kind.ANNOTATION_TYPE;
    }

    /** An override has the comment of what it overrides, fields of records that of the record. */
    boolean needsComment() {
      ModifiersTree modifiers = modifiers();
      boolean overrides =
          modifiers != null
              && modifiers.getAnnotations().stream()
                  .anyMatch(each -> each.getAnnotationType().toString().equals("Override"));
      return !overrides
          && comments.getSourcePositions().getStartPosition(unit(), path.getLeaf()) >= 0;
    }

    String name() {
      return switch (path.getLeaf()) {
        case ClassTree type -> type.getSimpleName().toString();
        case MethodTree method -> method.getName().toString();
        case VariableTree field -> field.getName().toString();
        default -> path.getLeaf().toString();
      };
    }

    private CompilationUnitTree unit() {
      return path.getCompilationUnit();
    }

    private @Nullable ModifiersTree modifiers() {
      return switch (path.getLeaf()) {
        case ClassTree type -> type.getModifiers();
        case MethodTree method -> method.getModifiers();
        case VariableTree field -> field.getModifiers();
        default -> null;
      };
    }
  }
}
