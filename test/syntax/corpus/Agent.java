package com.example.imaging;

import java.util.*;
import static java.util.stream.Collectors.toList;

/** Java that uses most of the grammar; parsed by tests, never compiled. */
@Service(value = "agent", names = {"a", "b"})
public sealed class Agent<T extends Comparable<? super T>> extends Base implements Runner permits Special {
    private static final String PROMPT = """
        Report: %s
        "quoted" \
        """;
    @Autowired private final Map<String, List<int[]>> index = new HashMap<>();
    static { System.out.println("init"); }

    public Agent(@Tag(0x0010_4000) String comments, int... rest) throws IOException { super(comments); this.rest = rest; }

    @Tool("reads a study")
    public <R> R run(Function<? super T, ? extends R> fn, T value) {
        for (int i = 0, n = 10; i < n; i++) { if (i == 3) continue; else break; }
        for (var entry : index.entrySet()) { entry.getValue().stream().map(int[]::clone).collect(toList()); }
        outer: while (true) { do { break outer; } while (!done()); }
        try (var in = open(); Reader r = new Reader(in)) { synchronized (this) { return fn.apply(value); } }
        catch (IOException | RuntimeException e) { throw new IllegalStateException("bad " + e.getMessage() + 'c' + 1L, e); }
        finally { assert value != null : "none"; }
    }

    record Point(int x, int y) { Point { if (x < 0) throw new IllegalArgumentException(); } }
    enum Level { LOW, HIGH { @Override int weight() { return 2; } }; int weight() { return 1; } }
    interface Runner { default void go() { } int size(); }
    @interface Tag { int value() default 0; }

    String describe(Object o) {
        if (o instanceof Point(int x, var y) && x > 0) return "p" + x;
        Runnable task = () -> { }; Supplier<String> s = this::toString; int[][] grid = {{1}, {2, 3}}; grid[0][0] += (int) 3.5f;
        return switch (o) { case String t when t.isEmpty() -> "empty"; case Integer i -> { yield "i" + i; } case null, default -> o != null ? "other" : "none"; };
    }
}
