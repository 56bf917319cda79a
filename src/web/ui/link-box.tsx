import type { Context } from 'hono'
import { own as words } from '#content/wording/sketchbook.ts'
import type { Scene, Web } from '../scene.tsx'

/** An address as people outside this page type it. */
export function absolute(c: Context<Web>, { desk }: Scene, path: string): string {
  return new URL(path, desk.host.baseUrl ?? new URL(c.req.url).origin).href
}

/** A link to read and copy. */
export function LinkBox({ id, label, link }: { id: string; label: string; link: string }) {
  return <div class="nhsuk-form-group app-link-box">
    <label class="nhsuk-label" for={id}>{label}</label>
    <div class="nhsuk-input-wrapper"><input class="nhsuk-input" id={id} type="text" value={link} readonly /><button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small js-only" type="button" data-copy={id} data-copied={words.copied}>{words.copy}</button></div>
  </div>
}
