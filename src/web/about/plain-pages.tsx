import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { accessibility, leave, whoSeesWhat } from '#content/wording/about.ts'
import { canSee } from '#content/wording/support.ts'
import { Contact } from '../layout.tsx'
import type { Frame } from '../layout.tsx'
import { page } from '../scene.tsx'
import type { Web } from '../scene.tsx'
import { SummaryList } from '../ui/parts.tsx'
import { backupsInWords } from '../organisations/leaving/parts.tsx'

const bullets = (lines: readonly string[]) => <ul class="nhsuk-list nhsuk-list--bullet">{lines.map(line => <li>{line}</li>)}</ul>
const prose = (children: Child) => <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">{children}</div></div>

const rowsOf = (rows: readonly (readonly string[])[]) => <SummaryList rows={rows.map(([key, value]) => ({ key: key!, value: value! }))} />

export function whoSeesWhatPage(c: Context<Web>, frame: Frame) {
  const words = whoSeesWhat
  return page(c, { frame }, { title: words.title, under: 'whoSeesWhat', back: frame.to.home() }, prose(<>
    <h1 class="nhsuk-heading-l">{words.title}</h1>
    <p class="app-lede">{words.lede}</p>
    {rowsOf(words.phrases)}
    <h2 class="nhsuk-heading-m">{words.seeTitle}</h2>
    {rowsOf(words.see)}
    <p><a href={frame.to.lmcSees()}>{canSee.lmc.title}</a></p>
    <p><a href={frame.to.icbSees()}>{canSee.icb.title}</a></p>
    <h2 class="nhsuk-heading-m">{words.lookTitle}</h2>
    <p>{words.look}</p>
    <h2 class="nhsuk-heading-m">{words.nowTitle}</h2>
    {words.now.map(line => <p>{line}</p>)}
    <h2 class="nhsuk-heading-m">{words.accountTitle}</h2>
    {rowsOf(words.account)}
    <h2 class="nhsuk-heading-m">{words.neverTitle}</h2>
    {bullets(words.never)}
    <h2 class="nhsuk-heading-m">{words.linkTitle}</h2>
    <p>{words.link}</p>
    <p><a href={frame.to.leave()}>{leave.title}</a></p>
  </>))
}

export function accessibilityPage(c: Context<Web>, frame: Frame) {
  const words = accessibility
  return page(c, { frame }, { title: words.title, back: frame.to.home() }, prose(<>
    <h1 class="nhsuk-heading-l">{words.title}</h1>
    <p class="app-lede">{words.lede}</p>
    <h2 class="nhsuk-heading-m">{words.canTitle}</h2>
    {bullets(words.can)}
    <h2 class="nhsuk-heading-m">{words.limitsTitle}</h2>
    {bullets(words.limits)}
    <h2 class="nhsuk-heading-m">{words.standardTitle}</h2>
    <p>{words.standard}</p>
    <h2 class="nhsuk-heading-m">{words.tellTitle}</h2>
    <p>{words.tell} <Contact contact={frame.host.contact} />.</p>
    <p>{words.enforce}</p>
  </>))
}

export function leavePage(c: Context<Web>, frame: Frame) {
  const words = leave, { host, to, who } = frame
  return page(c, { frame }, { title: words.title, back: to.home() }, prose(<>
    <h1 class="nhsuk-heading-l">{words.title}</h1>
    <p class="app-lede">{words.lede}</p>
    {who !== null && <p><a href={to.ours()}>{words.ours}</a> · <a href={to.mine()}>{words.yours}</a> · <a href={to.closeAccount()}>{words.close}</a></p>}
    <h2 class="nhsuk-heading-m">{words.withoutTitle}</h2>
    {bullets(words.without)}
    <h2 class="nhsuk-heading-m">{words.roomTitle}</h2>
    {bullets(words.room)}
    <h2 class="nhsuk-heading-m">{words.accountTitle}</h2>
    <p>{words.account}</p>
    <h2 class="nhsuk-heading-m">{words.staysTitle}</h2>
    {bullets(words.stays)}
    <h2 class="nhsuk-heading-m">{words.copiesTitle}</h2>
    <p>{backupsInWords(host.backupsKeptDays)}</p>
    <h2 class="nhsuk-heading-m">{words.hostTitle}</h2>
    <p>{words.host}</p>
    <h2 class="nhsuk-heading-m">{words.sharedTitle}</h2>
    <p>{words.shared}</p>
  </>))
}
