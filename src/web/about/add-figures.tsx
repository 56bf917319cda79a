import type { Context } from 'hono'
import { addFigures as words } from '#content/wording/about.ts'
import { dayWritten } from '#domain/day.ts'
import { isRefusal } from '#domain/words.ts'
import type { Desk, ImportState } from '../desk.ts'
import { frameOf, notFoundPage, page, refusalPage, visitorOf, type Web } from '../scene.tsx'
import { ErrorSummary, FileUpload, Input, type Problem } from '../ui/form.tsx'
import { Button, ButtonLink } from '../ui/parts.tsx'
import { forget, receiveFiles, uploadLimits } from './upload.ts'

/** The page to choose files on. Only for whom the settings allow; others get the reason. */
export async function addFiguresPage(c: Context<Web>, desk: Desk, problems: Problem[] = [], typedDay = '') {
  const frame = frameOf(c, desk, await desk.figures.edition())
  const no = desk.host.whyNotAddFigures(visitorOf(c))
  if (no) return refusalPage(c, { frame }, words.notAllowed, no, 403)
  const errorAt = (id: string) => problems.find(one => one.href === `#${id}`)?.text
  return page(c, { frame }, { title: words.title, back: frame.to.sources(), hasError: problems.length > 0 }, <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
    {problems.length > 0 && <ErrorSummary problems={problems} />}
    <h1 class="nhsuk-heading-l">{words.title}</h1>
    <p>{words.lede}</p>
    <form method="post" enctype="multipart/form-data" action={frame.to.addFigures()} novalidate>
      <FileUpload name="files" multiple label={{ text: words.files, size: 's' }} hint={words.filesHint} error={errorAt('files')} />
      <Input name="as-at" label={{ text: words.asAt, size: 's' }} hint={<>{words.asAtHint} <span class="nhsuk-u-nowrap">{words.asAtExample}</span></>} width={10} value={typedDay} error={errorAt('as-at')} autocomplete="off" />
      <p>{words.takes}</p>
      <Button>{words.button}</Button>
    </form>
  </div></div>, problems.length > 0 ? 422 : 200)
}

/** Takes the files in and leads on to the page that shows how they stand. */
export async function takeFigures(c: Context<Web>, desk: Desk) {
  // Whoever may not add figures is told so before a byte is kept.
  if (desk.host.whyNotAddFigures(visitorOf(c))) return addFiguresPage(c, desk)
  const upload = await receiveFiles(c.req.raw, desk.imports.inbox, uploadLimits)
  if (isRefusal(upload)) return addFiguresPage(c, desk, [{ text: upload.why, href: '#files' }])
  const typed = upload.fields.get('as-at')?.trim() ?? ''
  const asAt = dayWritten(typed)
  const problems: Problem[] = []
  if (upload.files.length === 0) problems.push({ text: words.noFile, href: '#files' })
  if (typed !== '' && asAt === null) problems.push({ text: words.badDay(typed.slice(0, 40)), href: '#as-at' })
  if (problems.length > 0) {
    await forget(upload)
    return addFiguresPage(c, desk, problems, typed)
  }
  const id = desk.imports.start(upload.files, asAt)
  return c.redirect(frameOf(c, desk, null).to.addingFigures(id), 303)
}

/** How an upload stands; looks again by itself until every file is settled. */
export async function addedFiguresPage(c: Context<Web>, desk: Desk, id: string) {
  const frame = frameOf(c, desk, await desk.figures.edition())
  const no = desk.host.whyNotAddFigures(visitorOf(c))
  if (no) return refusalPage(c, { frame }, words.notAllowed, no, 403)
  const state = desk.imports.state(id)
  if (!state) return notFoundPage(c, { frame })
  c.header('cache-control', 'no-store')
  return page(c, { frame }, {
    title: state.done ? words.doneTitle : words.progressTitle, back: frame.to.sources(),
    head: state.done ? undefined : <noscript><meta http-equiv="refresh" content="3" /></noscript>,
  }, <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
    <div id="progress" aria-live="polite" data-refresh={state.done ? undefined : '700'}><Standing state={state} /></div>
    <div class="app-actions"><ButtonLink kind="secondary" href={frame.to.sources()}>{words.toSources}</ButtonLink> <a href={frame.to.addFigures()}>{words.again}</a></div>
  </div></div>)
}

function Standing({ state }: { state: ImportState }) {
  return <>
    <h1 class="nhsuk-heading-l">{state.done ? words.doneTitle : words.progressTitle}</h1>
    {!state.done && <p>{words.working}</p>}
    <ul class="app-results">
      {state.lines.map(line => <li>
        <span class="app-status">{words.outcomes[line.outcome]}</span>: {line.file}
        {saysOf(line) && <p>{saysOf(line)}</p>}
      </li>)}
    </ul>
    {state.lines.some(line => line.outcome === 'refused') && <p>{words.refusedMeans}</p>}
  </>
}

/** What the importer says of a file, without repeating its name or its state. */
function saysOf({ file, outcome, says }: ImportState['lines'][number]): string {
  return says === outcome ? '' : says.startsWith(`${file}: `) ? says.slice(file.length + 2) : says
}
