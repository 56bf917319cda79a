import { refuse, type Refusal } from '../words.ts'

declare const checked: unique symbol
/** An e-mail address that `mailAddress` has looked at. Only it makes one, so nothing else can get into a header or an envelope. */
export type MailAddress = string & { readonly [checked]: true }

/** RFC 5321, 4.5.3.1: what mail servers must take. */
const LONGEST = 254, LONGEST_NAME = 64
const SOURCE = 'E-mail addresses: RFC 5321, without quoted names'

/** Names without quotes, comments or spaces: the odd forms the standard allows are read differently by different programs, and so lead letters astray. */
const form = /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@([a-z\d]([a-z\d-]*[a-z\d])?\.)+[a-z]([a-z\d-]*[a-z\d])$/

/**
 * An e-mail address as somebody types it: spaces around it taken off, the part after the @ in small letters.
 * Refuses what is not one address in plain letters with a dot after the @: line breaks, two addresses, "Name <address>".
 */
export function mailAddress(typed: string): MailAddress | Refusal {
  const text = typed.trim(), at = text.lastIndexOf('@'), address = text.slice(0, at) + text.slice(at).toLowerCase()
  if (text === '') return refuse('no-address', 'Enter an e-mail address.', SOURCE)
  const fits = address.length <= LONGEST && at <= LONGEST_NAME && address.slice(at + 1).split('.').every(part => part.length <= 63)
  if (!fits || !form.test(address)) return refuse('odd-address', 'Enter one e-mail address in plain letters, such as name@practice.example.', SOURCE)
  return address as MailAddress
}
