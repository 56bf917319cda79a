import { whoSees } from './frame.ts'

/** Who sees what, sources, adding figures, accessibility, leaving. */

export const whoSeesWhat = {
  title: 'Who sees what',
  lede: 'Every page says at its foot who can see it, always in one of these five phrases.',
  phrases: [
    [whoSees.onlyYou, 'Nobody else: not your partners, not your LMC, not the ICB, and not the person who runs this service in ordinary work.'],
    [whoSees.partners, 'The partners of your own practice.'],
    [whoSees.group, 'The practices that have joined this group, and nobody outside it.'],
    [whoSees.named('(name)', '(date)'), 'One person or body that you have named, until the day you have given.'],
    [whoSees.anyone, 'The public. These pages are made only from figures that are already published.'],
  ],
  nowTitle: 'What that means today',
  now: 'Almost everything you can open here is made from published figures, and says “Anyone”. The one exception is a sketch that you change yourself: its page says “Only you”, because only its address opens it and nobody else has that. Signing in is for what is yours alone: nothing published asks for it.',
  neverTitle: 'What we never hold',
  never: [
    'Anything about a patient. Where people live comes as published totals for small areas of about 1,500 people; a count below 5 is shown as “fewer than 5”.',
    'Anything about a member of staff.',
    'A record of what you read: no tracking, nothing loaded from other sites, and no cookie until you sign in.',
  ],
  seeTitle: 'What others can see',
  see: [
    ['Your LMC', 'The same public pages as anyone. Not that you were here, and not what you looked at.'],
    ['Your ICB and NHS England', 'The same public pages as anyone. Not that you were here, and not what you looked at.'],
    ['Other practices', 'The same public pages as anyone. A sketch that you look at or change is not sent to anybody and nobody is told; they see one of yours only by a link that you make and give them.'],
    ['Whoever runs this service', 'Which page was asked for and when, as with every web site. Not who asked, and addresses of visitors are not kept. Of an account: its e-mail address, the name you gave, and on which of your devices it is signed in. Sketches that people make lie in the database here, with what they typed into them; the links that open them do not, so nobody finds your sketch by its link, but whoever keeps the database could read what is drawn in it.'],
  ],
  linkTitle: 'When you send a link or print a page',
  link: 'The address of a sketch holds the area, the size you asked for and, if you came from your own practice’s page, its code. Whoever has the address can see the same page. The address of a sketch of your own is private: whoever has it can change the sketch. A link you share can only look, shows the sketch as it was when you made the link, says who made it, and stops on the day you choose or when you stop it. A practice is a public authority for its NHS work, so what you print, keep or send can be asked for under the Freedom of Information Act.',
}

export const sources = {
  title: 'Sources',
  lede: 'Every figure here comes from a published file. This page names each file, whose it is and which day it is true of.',
  editionsTitle: 'Figures you can read',
  editions: { name: 'Figures of', practices: 'Practices', patients: 'Registered patients', read: 'To read', reading: 'you are reading these', readThese: (asAt: string) => `Read figures of ${asAt}` },
  inUseTitle: (asAt: string) => `Files behind the figures of ${asAt}`,
  otherTitle: 'Loaded, and not used for these figures',
  columns: { what: 'What it says', day: 'Day', publisher: 'Publisher and licence', rows: 'Rows read', refused: 'Rows refused' },
  dayNotStated: 'day not stated',
  detailsTitle: 'File names, checksums and codes no list knows',
  file: 'File',
  checksum: 'Checksum (SHA-256)',
  why: 'Why this one',
  unknown: 'Codes no list knows',
  noUnknown: 'none',
  unknownRows: (code: string, rows: string) => `${code} (${rows})`,
  unknownMore: (n: string) => `and ${n} more`,
  rule: 'Figures are named by the day of their list sizes. From every other kind of file the one nearest that day is used; of where patients live, the latest at or before it.',
  none: 'No file has been added yet.',
  addTitle: 'Adding figures',
  add: 'Add a published file',
  invented: 'The county of Carrowshire, its practices and all of its figures are invented, for trying things out. No total mixes them with real ones.',
}

export const addFigures = {
  title: 'Add published figures',
  lede: 'Choose one or more files as their publisher offers them. Files in .zip and .gz form are taken as they are.',
  files: 'Files',
  filesHint: 'For example gp-reg-pat-prac-all.csv and gp-reg-pat-prac-map.csv from NHS England, epraccur from the Organisation Data Service, or a postcode file from the Office for National Statistics.',
  asAt: 'The day the figures are true of',
  asAtHint: 'Only needed when neither the file nor its name says it. For example',
  asAtExample: '2026-01-01',
  button: 'Add these files',
  takes: 'A file is taken whole or not at all. A large one takes up to a minute.',
  noFile: 'Choose at least one file',
  badDay: (typed: string) => `“${typed}” is not a day we can read. Write it as 2026-01-01.`,
  notAllowed: 'Figures are added by whoever runs this',
  progressTitle: 'Adding figures',
  doneTitle: 'These files have been looked at',
  working: 'Reading the files. This page looks again by itself.',
  outcomes: {
    waiting: 'Waiting',
    working: 'Reading',
    loaded: 'Added',
    'already-there': 'Already here, nothing changed',
    'not-recognised': 'Not a file we know, passed over',
    refused: 'We could not use this file',
  },
  refusedMeans: 'Nothing of a file we could not use has been kept.',
  toSources: 'See all sources',
  again: 'Add more',
}

export const accessibility = {
  title: 'Accessibility',
  lede: 'We want everybody who runs or works in a practice to be able to use this, on any machine.',
  canTitle: 'You should be able to',
  can: [
    'use every page with a keyboard alone, or with a screen reader',
    'make the text four times larger without losing any of it',
    'read every page on a phone without scrolling sideways, except for some wide tables',
    'do everything with JavaScript turned off',
    'read every map and chart as a table, on the same page, and print it',
    'tell groups apart without seeing colour: each has a letter, a name and an edge',
  ],
  limitsTitle: 'What does not work as well as we want',
  limits: [
    'On a map a name may step back for lack of room. The list beside it always names every practice.',
    'Names of practices are as published; some are hard to read aloud.',
    'A sketch can take up to a minute. Without JavaScript the page loads itself again while you wait.',
  ],
  standardTitle: 'How we checked',
  standard: 'We aim at level AA of the Web Content Accessibility Guidelines 2.2. Every page is checked by machine, with and without JavaScript and at the width of a phone. Machines find only part of what gets in people’s way, and people who rely on assistive technology have not tried this version yet.',
  tellTitle: 'Tell us what gets in your way',
  tell: 'We will answer within five working days, and send you any page in another form if you need it:',
  enforce: 'If you are not happy with the answer, the Equality Advisory and Support Service can help: 0808 800 0082.',
}

export const leave = {
  title: 'How to leave',
  lede: 'Close the page. If you have signed in, sign out first.',
  lines: [
    'You need no account to read what is published. If you have one, whoever runs this deletes it when you ask: how to reach them stands at the foot of every page.',
    'Without an account nothing about you is kept. If you made a sketch of your own, it is kept with what you typed into it until you delete it at the foot of its own page, or for 400 days after you last changed or shared it.',
    'What you printed or downloaded is yours: the files open in Excel and in any text editor.',
    'What stays are the published figures, which are anyone’s.',
  ],
  sharedTitle: 'On a shared computer',
  shared: 'Your browser may remember the addresses you opened, as it does for every site. Clear its history if that matters to you.',
}
