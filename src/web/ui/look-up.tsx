import { home } from '#content/wording/home.ts'
import type { Paths } from '../paths.ts'
import { Hint, Label } from './form.tsx'
import { KeepFigures } from './keep.tsx'
import { Button } from './parts.tsx'

/** The one box: name, postcode or code of a practice. Asks by address, so that an answer can be kept or sent on. */
export function LookUp({ to, value, note }: { to: Paths; value?: string; note?: string }) {
  return <form class="app-lookup" method="get" action="/practices" role="search" aria-label={home.question}>
    <KeepFigures to={to} />
    <div class="nhsuk-form-group">
      <Label for="q" text={home.question} size="m" />
      <Hint id="q-hint">{home.hint}</Hint>
      <div class="app-box-and-button">
        <input class="nhsuk-input" id="q" name="q" type="search" value={value} autocomplete="off" spellcheck={false} aria-describedby="q-hint" />
        <Button>{home.button}</Button>
      </div>
    </div>
    {note && <p>{note}</p>}
  </form>
}
