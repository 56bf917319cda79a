import { home } from '#content/wording/home.ts'
import type { Paths } from '../paths.ts'
import { ErrorMessage, Hint, Label } from './form.tsx'
import { KeepFigures } from './keep.tsx'
import { Button } from './parts.tsx'

/** The one box: name, postcode or code of a practice. Asks by address, so that an answer can be kept or sent on. */
export function LookUp({ to, value, note, error }: { to: Paths; value?: string; note?: string; error?: string }) {
  return <form class="app-lookup" method="get" action="/practices" role="search" aria-label={home.question}>
    <KeepFigures to={to} />
    <div class={error ? 'nhsuk-form-group nhsuk-form-group--error' : 'nhsuk-form-group'}>
      <Label for="q" text={home.question} size="m" />
      <Hint id="q-hint">{home.hint}</Hint>
      {error && <ErrorMessage id="q-error">{error}</ErrorMessage>}
      <div class="app-box-and-button">
        <input class={error ? 'nhsuk-input nhsuk-input--error' : 'nhsuk-input'} id="q" name="q" type="search" value={value} autocomplete="off" spellcheck={false} aria-describedby={error ? 'q-hint q-error' : 'q-hint'} />
        <Button>{home.button}</Button>
      </div>
    </div>
    {note && <p>{note}</p>}
  </form>
}
