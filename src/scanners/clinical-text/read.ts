import type { ArtifactContent } from '../artifact.ts';
export function readClinicalText(_file: string, _bytes: Uint8Array, _inside: boolean): ArtifactContent | undefined {
  return undefined;
}
