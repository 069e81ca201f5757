import { scanSource } from '../rules/fixtures/scan.ts';
import type { ArtifactScanner } from './session.ts';

/** The scanners of files that are no code. */
export const artifactScanners = (): readonly ArtifactScanner[] => [
  (file, { source, whole }) => scanSource(file, source, {}, whole),
];
