import type { Context } from 'hono'
import { hubMeans, limitsPage as words, reachMeans, sharedMeans, whatItDoesNotKnow } from '#content/wording/partners.ts'
import { page, type Scene, type Web } from '../scene.tsx'

/** What these sketches do not know. */
export function limitsPage(c: Context<Web>, scene: Scene): Response | Promise<Response> {
  return page(c, scene, { title: words.title, under: 'areas', trail: [{ text: 'Areas and groupings', href: scene.to.areas() }] }, <div class="app-prose">
    <h1 class="nhsuk-heading-l">{words.title}</h1>
    <p class="app-lede">{words.lead}</p>
    <dl class="nhsuk-list">
      {whatItDoesNotKnow.map(([what, says]) => <><dt><strong>{what}</strong></dt><dd class="app-limits">{says}</dd></>)}
    </dl>
    <h2 class="nhsuk-heading-m">What “no other grouping is lower” means</h2>
    <p>{words.bound}</p>
    <h2 class="nhsuk-heading-m">How things are counted</h2>
    <p>{sharedMeans}</p>
    <p>{hubMeans}</p>
    <p>{reachMeans}</p>
  </div>)
}
