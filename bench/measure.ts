/** Milliseconds of each run, sorted. */
export type Measurement = readonly number[];

/** Times `work`; the first run warms up the compiler and the caches and is dropped. */
export function measure(runs: number, work: () => void): Measurement {
  work();
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const from = performance.now();
    work();
    times.push(performance.now() - from);
  }
  return times.sort((a, b) => a - b);
}

/** {@link measure} for work that waits. */
export async function measureAsync(runs: number, work: () => Promise<void>): Promise<Measurement> {
  await work();
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const from = performance.now();
    await work();
    times.push(performance.now() - from);
  }
  return times.sort((a, b) => a - b);
}

export function median(times: Measurement): number {
  return times[Math.floor(times.length / 2)]!;
}

/** One line of the report: name, median, spread and throughput. */
export function row(name: string, bytes: number, times: Measurement): string {
  const middle = median(times);
  const spread = ((times.at(-1)! - times[0]!) / middle) * 100;
  const rate = bytes / 1e6 / (middle / 1e3);
  return `  ${name.padEnd(28)} ${middle.toFixed(0).padStart(6)} ms  ±${(spread / 2).toFixed(0).padStart(2)} %  ${rate.toFixed(1).padStart(6)} MB/s`;
}
