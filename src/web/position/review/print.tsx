import type { Context } from 'hono'
import { fiveYears as words } from '#content/wording/five-years.ts'
import { isRefusal } from '#domain/words.ts'
import { CopyBlocks } from '../../organisations/says.tsx'
import { refusedInRoom } from '../../organisations/scene.tsx'
import { formOf } from '../../posted.ts'
import { busyPage, notFoundPage, type Web } from '../../scene.tsx'
import { Fan } from '../../ui/fan.tsx'
import { Checkboxes } from '../../ui/form.tsx'
import { Button } from '../../ui/parts.tsx'
import { day, plainName } from '../../ui/say.ts'
import { insightOf, isAhead } from './insight.ts'
import { fanYears, near, needOf } from './outlook.tsx'
import { paperOf, ticks, ticksOf } from './paper.ts'
import { reviewPage, type ReviewScene } from './scene.tsx'

/** What will be printed, as it will be: tick what else goes on it, then print, take it as a file, or make a copy to show somebody. */
export async function printPage(c: Context<Web>, scene: ReviewScene) {
  const { desk, to, room, review } = scene, at = room.organisation.id, id = review.head.id, ticked = ticksOf(c.req.queries('with') ?? []), insight = await insightOf(scene), { ahead } = insight, hasPdf = await desk.press.canMakePdf()
  const query = [...ticked].map(tick => `with=${tick}`).join('&'), file = (form: 'docx' | 'pdf') => `${to.review(at, id, `paper.${form}`)}${query === '' ? '' : `?${query}`}`
  const last = isAhead(ahead) ? ahead.futures.alone.fan.ppp.at(-1) : null
  return reviewPage(c, scene, { back: to.review(at, id) }, <>
    <div class="app-no-print">
      <h1 class="nhsuk-heading-l">{words.printTitle}</h1>
      <p class="app-lede">{words.printLede}</p>
      <form method="get">
        <Checkboxes name="with" label={{ text: words.printTicks, size: 's' }} values={[...ticked]} choices={ticks.map(value => ({ value, text: words.ticks[value] }))} />
        <Button kind="secondary">{words.printAgain}</Button>
      </form>
      <p class="app-actions"><button class="nhsuk-button js-only" type="button" data-print>{words.printNow}</button> <a href={file('docx')}>{words.printWord}</a>{hasPdf && <> <a href={file('pdf')}>{words.printPdf}</a></>}</p>
      <form method="post" action={to.review(at, id, 'copy')}>
        {[...ticked].map(tick => <input type="hidden" name="with" value={tick} />)}
        <p>{words.copyLede}</p>
        <Button kind="secondary">{words.copyMake}</Button>
      </form>
    </div>
    <article class="app-review-paper">
      <h2 class="nhsuk-heading-l">{words.copyHeading(plainName(room.organisation.name, room.organisation.world), day(room.today))}</h2>
      {ticked.has('five-years') && isAhead(ahead) && last && (['app-wide', 'app-narrow'] as const).map(where => <div class={where}><Fan small={where === 'app-narrow'} id={`fan-print-${where}`} title={words.fanTitle(near(last.lower), near(last.upper), String(ahead.years.at(-1)))} says="" years={fanYears(ahead, 'alone')} needSays={needOf(review.answers).end} needShort={needOf(review.answers).short} /></div>)}
      <CopyBlocks blocks={paperOf(scene, insight, ticked)} />
      <p class="app-source">{ticked.size < ticks.length ? words.printLeftOut : words.printAll}</p>
    </article>
  </>)
}

/** Papers one person may have made at a time: they are set one after another for everybody on this server, and whoever asked for hundreds would have all others wait. */
export const MOST_PAPERS = 2

/** The same as a Word file or a PDF, made while this person waits for no more than one other; `underWay` counts by person. */
export async function paperFile(c: Context<Web>, scene: ReviewScene, form: 'docx' | 'pdf', underWay: Map<string, number>) {
  const { person } = scene.room.who, others = underWay.get(person) ?? 0
  if (others >= MOST_PAPERS) return busyPage(c, scene, 5)
  underWay.set(person, others + 1)
  try { return await paperMade(c, scene, form) } finally {
    const left = underWay.get(person)! - 1
    if (left > 0) underWay.set(person, left); else underWay.delete(person)
  }
}

/** Its name tells nothing. */
async function paperMade(c: Context<Web>, scene: ReviewScene, form: 'docx' | 'pdf') {
  if (form === 'pdf' && !await scene.desk.press.canMakePdf()) return notFoundPage(c, scene)
  const { desk, room } = scene, ticked = ticksOf(c.req.queries('with') ?? []), name = plainName(room.organisation.name, room.organisation.world)
  const paper = {
    title: words.copyHeading(name, day(room.today)), head: { left: name, right: day(room.today) }, foot: words.paperFoot, fileTitle: words.title,
    blocks: [...paperOf(scene, await insightOf(scene), ticked), { paragraph: ticked.size < ticks.length ? words.printLeftOut : words.printAll, as: 'small' as const }],
  }
  const bytes = form === 'docx' ? await desk.press.document(paper) : await desk.press.pdf(paper)
  return c.body(bytes, 200, { 'content-type': form === 'docx' ? 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' : 'application/pdf', 'content-disposition': `attachment; filename="next-five-years.${form}"`, 'cache-control': 'no-store' })
}

/** Makes a copy to show somebody by name: an item of its own, led to where its owner says who may look. */
export async function makeCopy(c: Context<Web>, scene: ReviewScene) {
  const { desk, to, room, review } = scene, ticked = ticksOf((await formOf(c)).all('with')), insight = await insightOf(scene), practice = plainName(room.organisation.name, room.organisation.world)
  const blocks = [{ paragraph: words.copyYou(practice), as: 'small' as const }, ...paperOf(scene, insight, ticked, true), { paragraph: ticked.size < ticks.length ? words.printLeftOut : words.printAll, as: 'small' as const }]
  const outcome = await desk.reviews.copy(room.who, review.head.id, { says: { practice, blocks }, hasLeftOut: ticked.size < ticks.length })
  return isRefusal(outcome) ? refusedInRoom(c, scene, { title: words.title, under: 'next-five-years', back: to.review(room.organisation.id, review.head.id, 'print') }, outcome) : c.redirect(to.item(room.organisation.id, outcome.copy, 'who'), 303)
}
