import { createHash, createHmac, randomBytes } from 'node:crypto'
import { codeTyped } from '#domain/organisations/invitation.ts'

/**
 * Keys of the links a sketch is opened by: 144 random bits, which nobody guesses. Only a SHA-256 of a key is ever kept.
 * A look key is made from the private one and the number of the share, so that its maker can always be shown it again although we keep none.
 */

const FORM = /^[\w-]{24}$/

export function newPrivateKey(): string {
  return randomBytes(18).toString('base64url')
}

/** The key of a sketch's nth link to look at. It tells nothing of the private key. */
export function lookKeyOf(privateKey: string, share: number): string {
  return createHmac('sha256', privateKey).update(`look ${share}`).digest().subarray(0, 18).toString('base64url')
}

/** What is kept of a key; null for a text that cannot be one. */
export function keptOf(purpose: 'private' | 'look', key: string): Buffer | null {
  return FORM.test(key) ? createHash('sha256').update(`${purpose} ${key}`).digest() : null
}

/** What is kept of the code of a letter, however it was typed; null for a text that cannot be one. */
export function keptOfCode(code: string): Buffer | null {
  const typed = codeTyped(code)
  return typed === null ? null : createHash('sha256').update(`letter ${typed}`).digest()
}
