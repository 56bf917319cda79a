import { fiveYears as words } from '#content/wording/five-years.ts'
import { Button } from '../../ui/parts.tsx'
import type { ReviewScene } from './scene.tsx'

/** Who sees a review, and how its writer changes that: opened to the partners, or kept for oneself again. Nobody else is ever shown it; a copy is. */
export function WhoSees({ scene: { to, room, review: { head } } }: { scene: ReviewScene }) {
  const at = room.organisation.id, isWriter = head.author === room.who.person, isAlone = head.keptAs === 'only-you'
  return <section class="app-no-print" aria-labelledby="who-sees">
    <h2 class="nhsuk-heading-m" id="who-sees">{words.who}</h2>
    <p>{isAlone ? words.whoOnlyYou : words.whoPartners}</p>
    {isWriter && room.isAnswering && <form method="post" action={to.review(at, head.id, 'who')}>
      {isAlone && <p>{words.whoChangeSays}</p>}
      <input type="hidden" name="keep" value={isAlone ? 'your-partners' : 'only-you'} />
      <Button kind="secondary">{isAlone ? words.whoChange : words.whoBack}</Button>
    </form>}
    <p><a href={to.review(at, head.id, 'print')}>{words.whoCopy}</a></p>
  </section>
}
