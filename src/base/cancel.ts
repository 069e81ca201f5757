/** Asked by long work whether it is still wanted. */
export interface CancelToken { readonly cancelled: boolean }

/** Thrown by work that was cancelled; caught in the session and the shells only. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
  constructor() {
    super('cancelled');
  }
}

/** Throws `Cancelled` if the token says so. */
export function throwIfCancelled(token: CancelToken | undefined): void {
  if (token?.cancelled === true) throw new Cancelled();
}
