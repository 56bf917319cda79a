import type { Edition } from '#domain/position/edition.ts'
import type { ParameterInUse } from '#domain/position/parameter.ts'
import type { Release } from '#domain/position/release.ts'
import type { Band, Plan, PlanKept, PlanNotes, SketchKind } from '#domain/partners/plan.ts'
import type { SketchEdit } from '#domain/partners/sketch-edit.ts'
import type { Sketch } from '#domain/partners/sketch.ts'
import type { Day, PracticeCode, Refusal, World } from '#domain/words.ts'
import type { WaitingLetter as ShownLetter } from '#records/letters.ts'
import type { HeldSketch, SharedSketch, SketchDeed, SketchShare } from '#records/partners.ts'
import type { Paper } from '#press/document.ts'
import type { Sheet } from '#press/workbook.ts'
import type { Accounts } from './accounts/port.ts'
import type { Leavings } from './organisations/leaving/port.ts'
import type { Rooms } from './organisations/port.ts'
import type { Reviews } from './position/review/port.ts'
import type { Alone } from './position/alone/port.ts'
import type { Support } from './support/port.ts'

export type { Sheet, SheetCell } from '#press/workbook.ts'
export type { ShownLetter }
export type { HeldSketch, SharedSketch, SketchDeed, SketchShare }

/** The one door down: everything a page may ask for, wired in server/ and nowhere else. Pages import this and domain, never a room below. */
export interface Desk {
  host: Host
  now(): Date
  figures: {
    /** Newest first; real editions before invented ones. */
    list(): EditionSummary[]
    /** By name; without one the newest real edition, else the newest invented; null when nothing is loaded yet. */
    edition(name?: string): Promise<Edition | null>
    releases(): Promise<Release[]>
    /** Outlines to draw under a map, clipped to a box; [] where no boundary file is loaded. */
    boundaries(edition: Edition, of: 'district' | 'icb' | 'small-area', box: Box): Promise<Outline[]>
  }
  /** Figures that are assumed where nobody has typed their own. */
  parameters: {
    /** By id, those that have a value on the day. One that `isPast` is said to be wherever it is used. */
    on(day: Day): Promise<ReadonlyMap<string, ParameterInUse>>
  }
  sketches: {
    /** Starts the work if nobody has asked the same before; returns at once with how it stands. */
    ask(ask: SketchAsk): SketchState | Refusal
    /** Resolves when done or after `milliseconds`, whichever is first. */
    wait(ask: SketchAsk, milliseconds: number): Promise<SketchState | Refusal>
    /** Stops looking and keeps the best found so far. */
    stop(ask: SketchAsk): void
    /** Prices any plan by the same rule, with no search: today, staying as we are, one for all, or groups of codes. */
    score(ask: Omit<SketchAsk, 'kind'> & { kind: SketchKind }, groups: 'today' | 'alone' | 'one-for-all' | string[][]): Promise<Plan | Refusal>
    /** What to know besides a plan's figures, of a plan this desk handed out; null for any other. */
    notes?(plan: Plan): PlanNotes | null
  }
  /** Sketches somebody is making: a private link opens one to change it, a look link shows one version of it. */
  sketchbook: {
    /** Puts a new sketch down; nobody is told, and the key is kept nowhere but in the link. */
    begin(edition: Edition, sketch: Sketch, did: string): Promise<{ key: string } | Refusal>
    /** By private key; null for one that opens nothing. */
    open(key: string): Promise<OpenSketch | null>
    /** `from` is the version the maker saw: a sketch changed meanwhile is not changed blindly. */
    edit(key: string, from: number, edit: SketchEdit): Promise<HeldSketch | Refusal>
    undo(key: string, from: number, way: 'undo' | 'again'): Promise<HeldSketch | Refusal>
    share(key: string, from: number, author: string, until: Day): Promise<{ lookKey: string } | Refusal>
    stopSharing(key: string, share: number): Promise<{ stopped: number } | Refusal>
    erase(key: string): Promise<{ erased: true } | Refusal>
    /** By look key; null where it opens nothing: unknown, stopped and past are one answer. */
    look(lookKey: string): Promise<SharedSketch | null>
  }
  /** Who somebody is here, and the ways to say so. */
  accounts: Accounts
  /** Invented people one may try to be: on a server for trying things out, else none. */
  personas: readonly { person: string; name: string; says: string }[]
  /** Rooms of one's own: what organisations keep, and whom they show it to. */
  rooms: Rooms
  /** Taking everything away, and going. */
  leaving: Leavings
  /** A practice's private review of itself, and its next five years. */
  reviews: Reviews
  /** Help requests, those who help, and a commissioner's own cases. */
  support: Support
  /** What partners answer alone, and what the practice is shown of it. */
  alone: Alone
  /** Letters by e-mail. A page whose act needs one looks here first, and says so where neither holds (`cannotSend` of content/wording/letters.ts). */
  post: {
    /** Letters leave this server. */
    canSend: boolean
    /** None leaves; they are shown at /outbox, to whoever can open this server. */
    isShown: boolean
    /** Letters that wait, newest first; none unless `isShown`. */
    shown(): Promise<ShownLetter[]>
  }
  press: {
    /** An Excel workbook's bytes; text in it never becomes a formula. */
    workbook(sheets: readonly Sheet[]): Promise<Uint8Array<ArrayBuffer>>
    /** A Word file's bytes; what people wrote in it is text and nothing else. */
    document(paper: Paper): Promise<Uint8Array<ArrayBuffer>>
    /** A PDF of the same; only where it can be made here. */
    pdf(paper: Paper): Promise<Uint8Array<ArrayBuffer>>
    canMakePdf(): Promise<boolean>
  }
  imports: {
    /** Folder for files on their way in; a page makes a fresh folder inside it for each file. */
    inbox: string
    /** Takes uploaded files into the register in the background and removes them afterwards; the id leads to `state`. */
    start(files: { name: string; path: string }[], asAt: string | null): string
    state(id: string): ImportState | null
  }
}

/** Who runs this server and what they allow. */
export interface Host {
  name: string
  /** Town or building, for the sentence "run by (name), at (place)"; empty when not stated. */
  place: string
  /** A telephone number or an e-mail address. */
  contact: string
  /** As people type it, such as https://alongside.example; null when not set. */
  baseUrl: string | null
  /** Days for which copies of the database are kept; null where that is not said. */
  backupsKeptDays: number | null
  /** Why this visitor may not add figures, or null when they may: only from this machine, unless the settings say otherwise. */
  whyNotAddFigures(visitor: Visitor): Refusal | null
  /** Keeps an error of our own making in the log under the id that the reader is shown. */
  report(error: unknown, requestId: string): void
}

/** Where a request came from, as far as the connection itself says. */
export interface Visitor {
  /** Address at the other end of the connection; null when the connection does not say. */
  address: string | null
  /** The name of this server as the visitor typed it, without the port. */
  hostName: string
  /** True when a proxy stands between, so that the address is the proxy's. */
  isForwarded: boolean
}

export interface EditionSummary { name: string; world: World; asAt: string; practices: number; patients: number }

export interface Box { west: number; south: number; east: number; north: number }

/** Rings of WGS84 [lon, lat] pairs; code and name as published. */
export interface Outline { code: string; name: string; rings: [number, number][][] }

/** 'fair' is shortest journeys with no more groups than today has networks, sizes 15,000 to 80,000 or the band's own if wider (performance.md R4). */
export interface SketchAsk {
  edition: string
  area: string
  kind: SketchKind | 'fair'
  size: Band
  /** What the search must keep, whatever it costs. Scoring takes no notice of it. */
  kept?: PlanKept
  /** Acute hospitals as typed, by code: practices of different ones are never put in one group. */
  hospitals?: ReadonlyMap<PracticeCode, string>
  /** Who asks, so that one visitor's searches do not fill the queue; without one nobody is held back. Two who ask the same share one search. */
  caller?: string | null
}

export interface SketchState {
  status: 'waiting' | 'working' | 'done' | 'refused'
  /** Best so far and what it cannot be lower than, patient-km. */
  progress: { step: string; best: number; bound: number; seconds: number } | null
  plan: Plan | null
  refusal: Refusal | null
}

/** A sketch as its maker sees it, with the links made to it and what was done, oldest first. */
export interface OpenSketch { held: HeldSketch; shares: (SketchShare & { lookKey: string })[]; deeds: SketchDeed[] }

export interface ImportState { done: boolean; lines: { file: string; outcome: 'loaded' | 'already-there' | 'not-recognised' | 'refused' | 'working' | 'waiting'; says: string }[] }
