import { takeAway as words } from '#content/wording/compare.ts'
import type { PlanFileForm } from './plan-files.ts'

/** "Take it away": a sketch in each of the forms it can be kept in. */
export function TakeAway({ href }: { href: (form: PlanFileForm) => string }) {
  return <p class="app-no-print">{words.lead} {words.forms.map(([form, says], index) => <>{index > 0 ? ' · ' : ''}<a href={href(form)}>{says}</a></>)}</p>
}
