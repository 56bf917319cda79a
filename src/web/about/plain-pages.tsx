import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { accessibility, leave, whoSeesWhat } from '#content/wording/about.ts'
import { canSee } from '#content/wording/support.ts'
import { Contact } from '../layout.tsx'
import type { Frame } from '../layout.tsx'
import { page } from '../scene.tsx'
import type { Web } from '../scene.tsx'
import { SummaryList } from '../ui/parts.tsx'

const bullets = (lines: readonly string[]) => <ul class="nhsuk-list nhsuk-list--bullet">{lines.map(line => <li>{line}</li>)}</ul>
const prose = (children: Child) => <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">{children}</div></div>

export function whoSeesWhatPage(c: Context<Web>, frame: Frame) {
  const words = whoSeesWhat
  return page(c, { frame }, { title: words.title, under: 'whoSeesWhat', back: frame.to.home() }, prose(<>
    <h1 class="nhsuk-heading-l">{words.title}</h1>
    <p class="app-lede">{words.lede}</p>
    <SummaryList rows={words.phrases.map(([key, value]) => ({ key: key!, value: value! }))} />
    <h2 class="nhsuk-heading-m">{words.nowTitle}</h2>
    <p>{words.now}</p>
    <h2 class="nhsuk-heading-m">{words.neverTitle}</h2>
    {bullets(words.never)}
    <h2 class="nhsuk-heading-m">{words.seeTitle}</h2>
    <SummaryList rows={words.see.map(([key, value]) => ({ key: key!, value: value! }))} />
    <p><a href={frame.to.lmcSees()}>{canSee.lmc.title}</a></p>
    <p><a href={frame.to.icbSees()}>{canSee.icb.title}</a></p>
    <h2 class="nhsuk-heading-m">{words.linkTitle}</h2>
    <p>{words.link}</p>
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
  const words = leave
  return page(c, { frame }, { title: words.title, back: frame.to.home() }, prose(<>
    <h1 class="nhsuk-heading-l">{words.title}</h1>
    <p class="app-lede">{words.lede}</p>
    {bullets(words.lines)}
    <h2 class="nhsuk-heading-m">{words.sharedTitle}</h2>
    <p>{words.shared}</p>
  </>))
}
