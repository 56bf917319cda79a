import type { Context } from 'hono'
import { fromFile as words } from '#content/wording/sketchbook.ts'
import type { Area } from '#domain/position/edition.ts'
import type { Band } from '#domain/partners/plan.ts'
import type { PracticeCode } from '#domain/words.ts'
import { page, type Scene, type Web } from '../../scene.tsx'
import { ErrorSummary, FileUpload, Textarea, type Problem } from '../../ui/form.tsx'
import { Button } from '../../ui/parts.tsx'
import { Name } from '../../ui/name.tsx'
import { sizeInWords } from '../plan-words.tsx'

/** Begin a sketch of one's own from groups somebody wrote down elsewhere. */
export function fromFilePage(c: Context<Web>, scene: Scene, { area, size, from }: { area: Area; size: Band; from: PracticeCode | null }, problem: Problem | null = null, typed = ''): Response | Promise<Response> {
  const { edition, to } = scene
  return page(c, scene, { title: words.title, under: 'areas', back: to.area(area.code, from), hasError: problem !== null }, <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
    {problem && <ErrorSummary problems={[problem]} />}
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l"><Name name={area.name} world={edition.world} /></span>{words.title}</h1>
    <p>{words.lead}</p>
    <p>Size asked for: {sizeInWords(size)}.</p>
    <form method="post" enctype="multipart/form-data" action={to.sketchFromFile(area.code, size, from)} novalidate>
      <FileUpload name="file" label={{ text: words.file, size: 's' }} error={problem?.href === '#file' ? problem.text : undefined} />
      <Textarea name="lines" label={{ text: words.paste, size: 's' }} hint={<>The first line: <code>{words.example}</code></>} value={typed} rows={6} error={problem?.href === '#lines' ? problem.text : undefined} />
      <Button>{words.button}</Button>
    </form>
  </div></div>, problem ? 422 : 200)
}
