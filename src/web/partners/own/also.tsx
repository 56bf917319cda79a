import type { Child } from 'hono/jsx'
import { hospitals as hospitalWords, larger as largerWords, more as words, purpose as purposeWords, steps as stepWords, whatFor as whatForWords } from '#content/wording/what-for.ts'
import { lastStep } from '#domain/partners/sketch.ts'
import { largerLevel } from '#domain/partners/larger.ts'
import type { Scene } from '../../scene.tsx'
import { Details } from '../../ui/parts.tsx'
import { day, listed } from '../../ui/say.ts'
import type { Drawn } from '../drawn.tsx'
import { GroupHospitalTables, hasHospitals, hospitalSentences, hospitalsIn } from './hospitals.tsx'
import { Sentences, stepShown } from './forms.tsx'
import { deedInWords, type Opened } from './parts.tsx'
import { Needed, Sets, withWhomInWords } from './purpose.tsx'
import { Larger } from './larger.tsx'
import { Steps } from './steps.tsx'
import { isForInWords, LevelTable, purposeSentences, purposesOf } from './what-for.tsx'

/** "More about this sketch": a line each for what it is for, its steps, larger groups and hospitals; what they say where they are used. */
export function MoreAboutSketch({ scene: { edition, to }, opened: { key, sketch, area } }: { scene: Scene; opened: Opened }) {
  const purposes = purposesOf(edition, area, sketch), step = lastStep(sketch), level = largerLevel(edition, step)
  const lines: { text: string; href: string; isUsed: boolean; says: Child }[] = [
    { text: words.whatFor, href: to.mySketchPart(key, 'what-for'), isUsed: purposes.length > 0, says: purposes.length === 0 ? words.whatForHint : `${words.isFor} ${isForInWords(purposes)}.` },
    { text: words.steps, href: to.mySketchPart(key, 'steps'), isUsed: sketch.steps.length > 1, says: sketch.steps.length === 1 ? words.stepsHint : `${listed(sketch.steps.map(each => (each.from === null ? each.name : `${each.name} from ${day(each.from)}`)))}.` },
    { text: words.larger, href: `${to.mySketchPart(key, 'steps')}#larger`, isUsed: step.larger.length > 0, says: step.larger.length === 0 ? words.largerHint : `${listed(step.larger.map(each => `${each.name} (${each.groups.join(', ')})`))}.${level.says === null ? '' : ` ${level.says}`}` },
    { text: words.hospitals, href: to.mySketchPart(key, 'hospitals'), isUsed: hasHospitals(sketch), says: hasHospitals(sketch) ? deedInWords(edition, hospitalSentences(edition, area, sketch).join(' ')) : words.hospitalsHint },
  ]
  return <section aria-labelledby="more" class={lines.some(line => line.isUsed) ? undefined : 'app-no-print'}><h2 class="nhsuk-heading-m" id="more">{words.title}</h2>
    <ul class="app-doors app-prose">{lines.map(line => <li class={line.isUsed ? undefined : 'app-no-print'}><a href={line.href}>{line.text}</a><br />{line.says}</li>)}</ul>
  </section>
}

/** Which of several steps a page shows; nothing where there is one. */
export function StepShown({ sketch, isMine }: { sketch: Drawn['sketch']; isMine?: boolean }) {
  const shown = stepShown(sketch)
  return shown === null ? null : <p>{shown}{isMine ? ` ${words.stepEdited}` : ''}</p>
}

/** The same to read on a sketch somebody shared: what is there, and nothing where nothing is. */
export function SharedMore({ edition, drawn: { sketch, area }, author }: { edition: Scene['edition']; drawn: Drawn; author: string }) {
  const purposes = purposesOf(edition, area, sketch), step = lastStep(sketch)
  return <>
    {purposes.length > 0 && <section aria-labelledby="what-for"><h2 class="nhsuk-heading-m" id="what-for">{whatForWords.title}</h2>
      <div class="app-prose"><Sentences edition={edition} says={purposeSentences(edition, purposes)} /></div>
      <LevelTable edition={edition} area={area} sketch={sketch} purposes={purposes} own={null} />
      {purposes.map(view => {
        const reach = view.reach()
        return <Details summary={`${view.purpose.what}: ${withWhomInWords(edition, { ...view.purpose, few: [] }).toLowerCase()}`}>
          <Sentences edition={edition} says={view.sets.sentences} />
          <p>{purposeWords.needed}: <Needed purpose={view.purpose} /></p>
          <Sets edition={edition} sketch={sketch} view={view} own={null} isFolded />
          {reach !== null && <><p><strong>{purposeWords.patientsSide}</strong></p><Sentences edition={edition} says={reach.sentences} /></>}
        </Details>
      })}
      <p class="app-source">{whatForWords.figuresAre}</p>
    </section>}
    {sketch.steps.length > 1 && <section aria-labelledby="steps"><h2 class="nhsuk-heading-m" id="steps">{stepWords.title}</h2>
      <Steps edition={edition} members={area.members} sketch={sketch} /></section>}
    {step.larger.length > 0 && <section aria-labelledby="larger"><h2 class="nhsuk-heading-m" id="larger">{largerWords.title}</h2>
      <p>{largerWords.lead}</p><Larger edition={edition} step={step} /></section>}
    {hasHospitals(sketch) && <section aria-labelledby="hospitals"><h2 class="nhsuk-heading-m" id="hospitals">{hospitalWords.title}</h2>
      <Sentences edition={edition} says={hospitalSentences(edition, area, sketch, author)} />
      <GroupHospitalTables edition={edition} found={hospitalsIn(edition, area, sketch)} /></section>}
  </>
}
