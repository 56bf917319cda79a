import type { Context, MiddlewareHandler } from 'hono'
import { shared as words } from '#content/wording/sketchbook.ts'
import type { Desk } from '../desk.ts'
import { PlainPage } from '../layout.tsx'
import { sendPage } from '../pack.ts'
import { frameOf, type Web } from '../scene.tsx'

/** Programs that open a link to show a picture of what is behind it, before anybody has. */
const previewers = /facebookexternalhit|twitterbot|slack(bot|-imgproxy)|whatsapp|telegrambot|linkedinbot|discordbot|skypeuripreview|microsoft(preview| office)|msteams|teamsbot|googlebot|bingbot|duckduckbot|applebot|pinterest|redditbot|mastodon|iframely|embedly|snapchat|mattermost|rocket\.chat|vkshare|google-pagerenderer|(?<!cu)bot\b|crawler|spider|preview/i

function isPreviewer(c: Context<Web>): boolean {
  return previewers.test(c.req.header('user-agent') ?? '')
}

/** They are told nothing of what lies under a link, page or file: a preview would carry it into every chat the link is pasted in. */
export const tellPreviewersNothing = (desk: Desk): MiddlewareHandler<Web> => async (c, next) => {
  if (isPreviewer(c)) return sendPage(c, <PlainPage frame={frameOf(c, desk, null)} title="Alongside" says={words.openInBrowser} />)
  await next()
}
