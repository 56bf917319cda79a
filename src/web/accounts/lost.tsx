import type { Context } from 'hono'
import { lost as words } from '#content/wording/accounts.ts'
import type { Desk } from '../desk.ts'
import { paths } from '../paths.ts'
import type { Web } from '../scene.tsx'
import { Textarea } from '../ui/form.tsx'
import { ButtonLink } from '../ui/parts.tsx'
import { part, type Answer } from './parts.tsx'
import type { Fields } from './port.ts'

/** What somebody sent when nobody was signed in any more, so that it could be kept for nobody: shown once, to be copied. */
export function lostPage(c: Context<Web>, desk: Desk, fields: Fields, back: string): Answer {
  const texts = Object.values(fields).flat().filter(text => /\S\s+\S/.test(text)) // words, and not what a form carries along
  return part(c, desk, { title: words.title }, <>
    <h1 class="nhsuk-heading-l">{words.title}</h1>
    <p class="app-lede">{words.says}</p>
    {texts.map((text, i) => <Textarea name={`typed-${i + 1}`} label={texts.length > 1 ? words.typedNth(i + 1) : words.typed} value={text} rows={Math.min(12, Math.max(2, Math.ceil(text.length / 60)))} />)}
    <ButtonLink href={paths.signIn(back)}>{words.signIn}</ButtonLink>
  </>)
}
