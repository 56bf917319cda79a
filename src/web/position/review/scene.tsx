import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { fiveYears as words } from '#content/wording/five-years.ts'
import { whoSees } from '#content/wording/frame.ts'
import type { Edition, Practice } from '#domain/position/edition.ts'
import type { Desk } from '../../desk.ts'
import { onRoomOf } from '../../support/parts.tsx'
import { roomPage, type RoomPageProps, type RoomScene } from '../../organisations/scene.tsx'
import { notFoundPage, type Web } from '../../scene.tsx'
import type { Review } from './port.ts'

/** A request in a practice's room about its next five years: the practice as published, where figures loaded here know it. */
export interface PracticeScene extends RoomScene { edition: Edition | null; practice: Practice | null }

/** A request about one review that this reader may see. */
export interface ReviewScene extends PracticeScene { review: Review }

type Answer = Response | Promise<Response>

/** A page of a practice's room, with the newest figures of its own world. */
export function onPractice(desk: Desk, handler: (c: Context<Web>, scene: PracticeScene) => Answer) {
  return onRoomOf(desk, 'practice', async (c, scene) => {
    const { code, world } = scene.room.organisation, name = desk.figures.list().find(each => each.world === world)?.name
    const edition = name === undefined ? null : await desk.figures.edition(name)
    return handler(c, { ...scene, edition, practice: edition?.byCode.get(code) ?? null })
  })
}

/** A page of one review. One that is somebody else's only, and one that does not exist, answer alike. */
export function onReview(desk: Desk, handler: (c: Context<Web>, scene: ReviewScene) => Answer) {
  return onPractice(desk, async (c, scene) => {
    const review = await desk.reviews.open(scene.room.who, c.req.param('review') ?? '')
    return review === null ? notFoundPage(c, scene) : handler(c, { ...scene, review })
  })
}

/** Who sees a review, as one of the five phrases. */
export const seenBy = ({ head }: Review): string => (head.keptAs === 'only-you' ? whoSees.onlyYou : whoSees.partners)

/** A page of a review: its title is always the plain one, so that tabs and histories tell nothing. */
export function reviewPage(c: Context<Web>, scene: PracticeScene & { review?: Review }, props: Omit<RoomPageProps, 'title' | 'under' | 'seenBy'>, children: Child): Answer {
  return roomPage(c, scene, { ...props, title: words.title, under: 'next-five-years', seenBy: scene.review === undefined ? whoSees.onlyYou : seenBy(scene.review) }, children)
}
