package dev.lasso.workloads.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A headless Chromium with one page, driven by the DevTools protocol. */
final class Browser implements AutoCloseable {

  private static final List<String> PLACES = List.of("/usr/bin/chromium", "/usr/bin/chromium-browser",
      "/usr/bin/google-chrome");
  private static final List<String> FLAGS = List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
      "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
      "--window-size=1280,900", "--remote-debugging-port=0");
  private static final String LISTENING = "DevTools listening on ";
  private static final long PATIENCE_SECONDS = 60;

  private final ObjectMapper mapper = new ObjectMapper();
  private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final AtomicInteger last = new AtomicInteger();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final WebSocket socket;
  private final String session;

  /** The browser of this machine, or null. */
  static @Nullable Path find() {
    return PLACES.stream().map(Path::of).filter(Files::isExecutable).findFirst().orElse(null);
  }

  /** @param profile an empty directory */
  Browser(Path program, Path profile) throws Exception {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(FLAGS);
    command.add("--user-data-dir=" + profile);
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    socket = client.newWebSocketBuilder().buildAsync(URI.create(address()), new Answers())
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    String target = call("", "Target.createTarget", Map.of("url", "about:blank")).get("targetId").asText();
    session = call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true)).get("sessionId").asText();
    call(session, "Runtime.enable", Map.of());
    call(session, "Log.enable", Map.of());
    call(session, "Page.enable", Map.of());
  }

  @SuppressWarnings("StreamResourceLeak") // closed with the process, which would end if it could not write
  private String address() throws IOException {
    BufferedReader said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.startsWith(LISTENING)) {
        Thread.ofPlatform().daemon().start(() -> said.lines().forEach(ignored -> {}));
        return line.substring(LISTENING.length());
      }
    }
    throw new IOException("the browser ended before it listened");
  }

  private JsonNode call(String of, String method, Map<String, ?> parameters) throws Exception {
    ObjectNode request = mapper.createObjectNode().put("id", last.incrementAndGet()).put("method", method);
    request.set("params", mapper.valueToTree(parameters));
    if (!of.isEmpty()) {
      request.put("sessionId", of);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    pending.put(last.get(), answer);
    socket.sendText(request.toString(), true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    JsonNode said = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (said.has("error")) {
      throw new IOException(method + ": " + said.get("error"));
    }
    return said.get("result");
  }

  /** Opens a file and waits until its script has run. */
  void open(Path file) throws Exception {
    call(session, "Page.navigate", Map.of("url", file.toUri().toString()));
    while (!eval("document.readyState").asText().equals("complete")) {
      Thread.onSpinWait();
    }
  }

  /** The value of an expression; promises are waited for. */
  JsonNode eval(String expression) throws Exception {
    JsonNode result = call(session, "Runtime.evaluate",
        Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (result.has("exceptionDetails")) {
      throw new IOException(expression + ": " + result.get("exceptionDetails"));
    }
    return result.at("/result/value");
  }

  /** Presses and releases the left button at a place of the window. */
  void click(double x, double y) throws Exception {
    for (String type : List.of("mousePressed", "mouseReleased")) {
      call(session, "Input.dispatchMouseEvent",
          Map.of("type", type, "x", x, "y", y, "button", "left", "clickCount", 1));
    }
  }

  /** Turns the wheel at a place of the window. */
  void wheel(double x, double y, int by) throws Exception {
    call(session, "Input.dispatchMouseEvent", Map.of("type", "mouseWheel", "x", x, "y", y, "deltaX", 0, "deltaY", by));
  }

  /** What went wrong in the page so far. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    client.shutdownNow();
  }

  private final class Answers implements WebSocket.Listener {

    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean whole) {
      text.append(part);
      if (whole) {
        take(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    private void take(String message) {
      try {
        JsonNode said = mapper.readTree(message);
        CompletableFuture<JsonNode> answer = pending.remove(said.path("id").asInt());
        if (answer != null) {
          answer.complete(said);
        } else if (said.path("method").asText().equals("Runtime.exceptionThrown")
            || said.at("/params/entry/level").asText().equals("error")) {
          errors.add(message);
        }
      } catch (IOException malformed) {
        errors.add(malformed.toString());
      }
    }
  }
}
