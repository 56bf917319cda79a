import { refuse, type Refusal } from '../words.ts'

/** Characters: a name with its title and two surnames has room. */
const longest = 80

/** A name as it is kept, or why it will not do. It stands in letters to others, so it carries no address that a reader could follow. */
export function nameFrom(typed: string): { name: string } | Refusal {
  const name = typed.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim(), source = 'Your account: your name'
  if (name === '') return refuse('no-name', 'Type your name.', source)
  if ([...name].length > longest) return refuse('long-name', `A name may have ${longest} characters at most.`, source)
  if (!/\p{L}/u.test(name) || /[@/\\<>{}|]|www\.|\.(com|uk|org|net)\b/i.test(name)) return refuse('odd-name', 'Type a name in letters, without an address in it.', source)
  return { name }
}
