import type { Context } from 'hono'
import { canSee, seesNow as words } from '#content/wording/support.ts'
import { roomPage, type RoomScene } from '../organisations/scene.tsx'
import type { Frame } from '../layout.tsx'
import { page, type Web } from '../scene.tsx'
import { day } from '../ui/say.ts'

const bullets = (lines: readonly string[]) => <ul class="nhsuk-list nhsuk-list--bullet">{lines.map(line => <li>{line}</li>)}</ul>

/** The same words wherever they stand: in public, and in the room of those they are about. */
function CanSee({ whose }: { whose: 'lmc' | 'icb' }) {
  const say = canSee[whose]
  return <>
    <p class="app-lede"><strong>{say.oneLine}</strong></p>
    <p>{say.lede}</p>
    <h2 class="nhsuk-heading-m">{canSee.canTitle}</h2>
    {bullets(say.can)}
    <h2 class="nhsuk-heading-m">{canSee.cannotTitle}</h2>
    {bullets(say.cannot)}
    <h2 class="nhsuk-heading-m">{say.alsoTitle}</h2>
    {bullets(say.also)}
    {'hats' in say && <>
      <h2 class="nhsuk-heading-m">{say.hatsTitle}</h2>
      <p>{say.hats}</p>
      <h2 class="nhsuk-heading-m">{say.hostTitle}</h2>
      <p>{say.host}</p>
    </>}
    <h2 class="nhsuk-heading-m">{say.checkTitle}</h2>
    <p>{say.check}</p>
  </>
}

/** What an LMC, or an ICB, can and cannot see: for anyone. */
export function canSeePage(c: Context<Web>, frame: Frame, whose: 'lmc' | 'icb') {
  return page(c, { frame }, { title: canSee[whose].title, under: 'whoSeesWhat', back: frame.to.whoSeesWhat() }, <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
    <h1 class="nhsuk-heading-l">{canSee[whose].title}</h1>
    <CanSee whose={whose} />
  </div></div>)
}

/** What we can see: word for word what practices are told. It counts nothing. */
export function whatWeSeePage(c: Context<Web>, scene: RoomScene, whose: 'lmc' | 'icb') {
  const { room, to } = scene, say = canSee[whose]
  return roomPage(c, scene, { title: say.title, under: 'what-we-see' }, <>
    <h1 class="nhsuk-heading-l">{say.title}</h1>
    <p>{say.ownLede} <a href={whose === 'lmc' ? to.lmcSees() : to.icbSees()}>{say.title}</a></p>
    <p>{say.ownNow} {whose === 'lmc' && <><a href={to.room(room.organisation.id, 'asked-us')}>{canSee.askedUs}</a> · </>}<a href={to.room(room.organisation.id, 'shown-to-us')}>{canSee.shownToUs}</a></p>
    <CanSee whose={whose} />
  </>)
}

/** What LMCs and ICBs may open of ours today, for whoever of ours asks, with what each exactly sees. */
export async function seesNowPage(c: Context<Web>, scene: RoomScene): Promise<Response> {
  const { room, to, desk } = scene, { id } = room.organisation
  const shown = { support: await desk.support.shownTo(room.who, 'support'), commissioner: await desk.support.shownTo(room.who, 'commissioner') }
  return roomPage(c, scene, { title: words.title, under: 'ask', back: to.room(id, 'ask') }, <>
    <h1 class="nhsuk-heading-l">{words.title}</h1>
    <p>{words.lede}</p>
    {(['support', 'commissioner'] as const).map(kind => <section aria-labelledby={kind}>
      <h2 class="nhsuk-heading-m" id={kind}>{words[kind]}</h2>
      {shown[kind].length === 0 ? <p>{words.none}</p> : <ul class="app-results">{shown[kind].map(({ head, heading, toName, share, until }) => <li>
        <p><strong>{heading ?? words.aThing[head.kind] ?? ''}</strong></p>
        <p>{words.line(toName, day(until))}</p>
        <p><a href={head.kind === 'help-request' && kind === 'support' ? to.help(id, head.id, 'as-they-see') : to.itemAsTheySee(id, head.id, share)}>{words.asTheySee}<span class="nhsuk-u-visually-hidden">: {heading ?? ''}, {toName}</span></a></p>
      </li>)}</ul>}
    </section>)}
    <p><a href={to.lmcSees()}>{canSee.lmc.title}</a></p>
    <p><a href={to.icbSees()}>{canSee.icb.title}</a></p>
  </>)
}
