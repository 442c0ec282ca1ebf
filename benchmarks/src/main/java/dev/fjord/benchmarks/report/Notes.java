package dev.fjord.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a person has to say to the figures: a Markdown file whose second-level headings name a goal
 * ({@code ## 4}) or a place on the page ({@code ## advice}).
 *
 * @param texts by heading
 */
record Notes(Map<String, String> texts) {
  Notes {
    texts = Map.copyOf(texts);
  }

  static Notes read(Path file) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    String heading = "";
    StringBuilder text = new StringBuilder();
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("## ")) {
        texts.put(heading, text.toString().strip());
        heading = line.substring(3).strip();
        text.setLength(0);
      } else {
        text.append(line).append('\n');
      }
    }
    texts.put(heading, text.toString().strip());
    return new Notes(texts);
  }

  String of(String heading) {
    return texts.getOrDefault(heading, "");
  }
}
