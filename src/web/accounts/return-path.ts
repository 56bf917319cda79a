/** An address that a name cannot reach: only to see whether a text leads away from it. */
const here = 'http://here.invalid'

/**
 * Where somebody wanted to be, as a path of this site; null for a text that leads anywhere else, so that a link to our sign-in page takes nobody to a page
 * of somebody else's. Pages of signing in themselves are no place to go back to.
 */
export function safePath(text: string | null | undefined): string | null {
  if (!text || text.length > 1000 || !text.startsWith('/') || !URL.canParse(text, here)) return null
  const { origin, pathname, search, hash } = new URL(text, here)
  // Read and written again: "/.//elsewhere.example" is a path when it is read, and another site when it is followed.
  if (origin !== here || pathname.startsWith('//') || /^\/sign-(in|out)(\/|$)/.test(pathname)) return null
  return pathname + search + hash
}
