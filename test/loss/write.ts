import type { Client } from './client.ts'

/**
 * One kind of write: something people do that the product says is done. To have another kind looked after, make an object of this form in
 * a file of `writes/` and name it in `writes.ts`.
 */
export interface Write<S = unknown, A = unknown> {
  name: string
  /** Most that one client writes before each kill, where pages show only the newest of something; as many as it can unless said. */
  most?: number
  /** What one client needs before it can write, such as a sketch of its own. Asked again after a write that failed, for nobody knows how far it came. */
  prepare(client: Client): Promise<S>
  /** Writes once. What it answers was acknowledged: enough to look for it later. Whatever it throws was not, and may or may not have been done. */
  write(client: Client, state: S): Promise<A>
  /**
   * Whether what was acknowledged is there, by the pages alone; a page that does not answer throws.
   * @param isLater at the end of a run: what is there only for a while, such as a letter, need not be there any more
   */
  isThere(client: Client, acknowledged: A, isLater: boolean): Promise<boolean>
}

/** Forgets what a kind keeps and acknowledges: whoever runs it only hands both back to it. */
export const kind = <S, A>(write: Write<S, A>): Write => write as unknown as Write
