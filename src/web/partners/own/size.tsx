import type { Context } from 'hono'
import { own as ownWords, resize as sizeWords } from '#content/wording/sketchbook.ts'
import { whoSees } from '#content/wording/frame.ts'
import { kinds } from '#content/wording/partners.ts'
import { page, type Scene, type Web } from '../../scene.tsx'
import { ErrorSummary, Input, Radios, type Problem } from '../../ui/form.tsx'
import { Button } from '../../ui/parts.tsx'
import { count } from '../../ui/say.ts'
import { AskForm } from './forms.tsx'
import type { Opened } from './parts.tsx'

/** Another size and another measure; nobody is moved by it. */
export function sizePage(c: Context<Web>, scene: Scene, opened: Opened, problem: Problem | null = null, typed: { min?: string; max?: string } = {}): Response | Promise<Response> {
  const { to, edition } = scene, { key, sketch } = opened
  return page(c, scene, { title: ownWords.tab, under: 'areas', back: to.mySketch(key), seenBy: whoSees.onlyYou, hasError: problem !== null }, <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
    {problem && <ErrorSummary problems={[problem]} />}
    <h1 class="nhsuk-heading-l">{sizeWords.title}</h1>
    <p>{sizeWords.lead}</p>
    <AskForm action={to.mySketchPart(key, 'size')} opened={opened}>
      <div class="app-two-boxes">
        <Input name="min" label="From, patients" inputMode="numeric" width={5} value={typed.min ?? count(sketch.size.min)} error={problem?.text} />
        <Input name="max" label="To, patients" inputMode="numeric" width={5} value={typed.max ?? count(sketch.size.max)} />
      </div>
      <Radios name="kind" label={{ text: sizeWords.measure, size: 's' }} value={sketch.kind} choices={(['journeys', 'shared', 'changes'] as const).filter(kind => kind !== 'shared' || edition.flows !== null).map(kind => ({ value: kind, text: kinds[kind].name, hint: `Low on ${kinds[kind].measure}.` }))} />
      <Button>{sizeWords.button}</Button>
    </AskForm>
  </div></div>, problem ? 422 : 200)
}
