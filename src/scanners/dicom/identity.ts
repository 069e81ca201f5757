import type { Attributes } from './read.ts';
export interface Identity { readonly where: string; readonly message: string; readonly confidence: 'high' | 'medium' | 'low' }
export function identifiers(_attributes: Attributes): Identity | undefined {
  return undefined;
}
