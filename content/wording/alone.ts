import type { AloneEnd, AloneWay } from '#domain/position/review/alone.ts'

/** Words of partners answering alone: what is asked, what is shown to whom, said before anybody answers, and the sheet of questions. */

/** Each question as it is asked, its choices from lowest to highest, and how the practice reads its range. */
export const aloneQuestionWords: Record<string, { asks: string; hint?: string; short: string; choices: Record<string, string> }> = {
  stop: { asks: 'When might you stop being a partner here?', short: 'When partners might stop', choices: { 'within-2': 'Within 2 years', '3-to-5': 'In 3 to 5 years', later: 'Later' } },
  urgent: { asks: 'How urgent does it feel to change something?', short: 'How urgent it feels', choices: { 0: '0: not at all', 1: '1: a little', 2: '2: fairly', 3: '3: very', 4: '4: it cannot wait' } },
  again: { asks: 'Would you become a partner here again?', short: 'Would become a partner again', choices: { yes: 'Yes', likely: 'Probably', unlikely: 'Probably not', no: 'No' } },
  income: { asks: 'What income do you need from the practice?', hint: 'A year, before tax, for the sessions you would like to work.', short: 'Income needed, a year before tax', choices: { 'under-80': 'Under £80,000', '80-to-100': '£80,000 to £100,000', '100-to-120': '£100,000 to £120,000', '120-to-150': '£120,000 to £150,000', 'over-150': 'Over £150,000' } },
  risk: { asks: 'How much money risk would you take with the practice?', hint: 'Such as a loan, a lease in your name, or a lean year.', short: 'Money risk they would take', choices: { none: 'None', little: 'A little', some: 'Some', much: 'A lot' } },
  property: { asks: 'How much of the building do you own?', hint: 'Your share of what the partners own of it.', short: 'Share of the building', choices: { none: 'None', 'to-quarter': 'Up to a quarter', 'to-half': 'Up to a half', 'over-half': 'More than half' } },
  others: { asks: 'How willing are you to work with other practices?', short: 'Will to work with others', choices: { 0: '0: not at all', 1: '1: a little', 2: '2: fairly', 3: '3: very', 4: '4: the sooner the better' } },
  hours: { asks: 'How many hours a week would you like to work?', hint: 'Clinics, paperwork and running the practice together.', short: 'Hours a week wanted', choices: { 'under-20': 'Under 20', '20-to-30': '20 to 30', '30-to-40': '30 to 40', '40-to-50': '40 to 50', 'over-50': 'Over 50' } },
}

export const ratherNotSay = 'Rather not say'

/** A choice in words; one that is asked no more stands as it was kept. */
export const choiceInWords = (question: string, choice: string | null): string => (choice === null ? ratherNotSay : aloneQuestionWords[question]?.choices[choice] ?? choice)

export const alone = {
  title: 'Partners answer alone',
  lede: 'Eight questions that partners seldom ask each other. Each partner answers alone, on their own phone, in about 3 minutes. Nobody reads the answers.',
  practiceOnly: 'Only practices have partners.',
  howTitle: 'How it works',
  how: [
    'Four partners or more: when all have answered, the practice sees a range for each question, and where you are far apart. Nobody sees who said what.',
    'Two or three: each will know what the other said. So each chooses first what is to happen with the answers.',
    'One: nothing is asked. There is a sheet of questions to think about, and somebody to talk to.',
  ],

  // ── a round that waits ──
  openTitle: 'Being asked now',
  begunBy: (name: string, on: string) => `${name} asked on ${on}.`,
  askedAre: (names: string) => `Asked: ${names}.`,
  count: (answered: number, asked: number) => `${answered} of ${asked} ${answered === 1 ? 'has' : 'have'} answered.`,
  notWho: 'Nobody is told who.',
  answer: 'Answer alone',
  yoursIsIn: 'You have answered.',
  changeYours: 'See or change my answers',
  notAsked: 'You are not one of those who are asked.',
  closeTitle: 'Close this without waiting',
  closeRanges: 'With four answers or more the ranges are shown now, and those who have not answered cannot any more. With fewer, nothing is shown to anybody.',
  closeFew: 'Nothing is opened, and those who have not answered cannot any more. Each partner keeps their own answers.',
  closeOther: 'Whoever asked has left, so you can close it.',
  close: 'Close it now',

  // ── what became of it ──
  lastTitle: (on: string) => `What partners said, ${on}`,
  became: {
    ranges: (answered: number, asked: number) => `${answered} of ${asked} partners answered. Shown are the lowest and the highest of what they said, never who.`,
    'too-few': (answered: number, asked: number) => `Closed with ${answered} of ${asked} answers. Four are needed, so nothing was opened and nothing is shown to anybody.`,
    'each-other': (_: number, asked: number) => `${asked === 2 ? 'Both' : 'All three'} chose it, so the partners who were asked see each other’s answers, by name. The practice does not.`,
    sheet: () => 'Nothing was opened. Each partner keeps their own answers, and nobody is told who chose what. The sheet of questions is a way to begin.',
  } satisfies Record<AloneEnd, (answered: number, asked: number) => string>,
  gone: 'What it showed went when a later one was opened.',
  never: 'Where all said the same, a neighbouring answer is shown beside it, so that nobody’s answer is certain.',
  columns: { question: 'Question', range: 'From lowest to highest', gap: 'How far apart' },
  range: (from: string, to: string) => `${from} – ${to}`,
  tooFew: 'Too few answered to show a range',
  wide: 'Far apart: worth talking about first',
  near: 'Near each other',
  noGap: '–',
  gapNone: 'In nothing shown are the partners far apart.',
  gaps: (names: string) => `The partners are far apart in: ${names}. That is where to begin talking.`,
  theirs: 'Their answers, to you',
  answersOf: (name: string) => `What ${name} answered`,
  myAnswers: 'My own answers',
  earlierTitle: 'Earlier',
  earlier: (on: string) => `Asked on ${on}.`,

  // ── asking ──
  beginTitle: 'Ask partners to answer alone',
  beginLink: 'Ask partners to answer alone',
  who: 'Which partners do you ask?',
  whoHint: 'Everybody you ask is shown all these names before they answer.',
  beginSays: [
    'Nobody, you included, will see who has answered: only how many.',
    'You can ask again three months after a comparison was opened. What it showed then goes.',
    'Where this server sends letters, each of them gets one that does not say what about. Tell them as well: it takes about 3 minutes on a phone.',
  ],
  beginButton: 'Ask them',
  onlyAnswering: 'Only somebody who answers for the practice can ask: a partner, the manager, or somebody they have named.',
  nextFrom: (on: string) => `You can ask again from ${on}.`,
  oneTitle: 'With one partner nothing is asked',
  one: 'There is nothing to compare, and everybody would know whose answers they are. The sheet of questions is yours to think about. Talk it over with somebody you trust: your LMC, your accountant, a partner of another practice.',
  noneTitle: 'No partners are in this room yet',
  none: 'Invite the partners first. Only they can be asked.',
  inviteLink: 'Our people',
  sheetLink: 'The sheet of questions',
  lmcLink: 'Ask your LMC for somebody to talk to',

  // ── answering ──
  formTitle: 'Answer alone',
  askedTitle: 'Who is asked',
  askedCheck: 'If somebody here is no partner of yours, do not answer, and say so to the others.',
  shownTitle: 'What will be shown to whom',
  shownRanges: (asked: number) => [
    `Your answers: to nobody. Not your partners, not the manager, not your LMC. They stay “Only you”.`,
    `To those who answer for the practice: for each question the lowest and the highest of what was said, once all ${asked} have answered, or it is closed with four answers or more. Where all said the same, a neighbouring answer is shown beside it.`,
    'Where fewer than four said something to a question: nothing of it.',
    'Until then: how many have answered, never who.',
  ],
  shownFew: (asked: number) => [
    asked === 2 ? 'With two partners each will know what the other said.' : 'With three partners each will be able to work out what the others said.',
    'So nothing is opened unless each of you chooses it. Nobody is told who chose what; if nothing is opened, somebody who chose to open will know that another did not.',
    'The manager and the practice see how many have answered, and never an answer.',
  ],
  rules: [
    'You can change your answers until it is opened or closed. Then they are locked: to be read and deleted by you, and by nobody changed.',
    'You can delete them at any time. Before it is opened they then do not count; what was shown by then stays.',
    'Whoever leaves the partnership after answering: their answers count, as they were a partner when they gave them.',
  ],
  rulesFew: 'If one of you is no partner any more when the last has answered, nothing is opened.',
  wayTitle: 'What is to happen with what you answer?',
  wayHint: 'Opening happens only if all of you choose it, for all at the same moment.',
  ways: {
    'each-other': { text: 'Open to each other at the same moment', hint: 'You see what the others answered and they see yours, by name, for 60 days.' },
    sheet: { text: 'Keep them, and have a sheet of questions to talk about', hint: 'Nobody sees any answer. The sheet has none on it.' },
    somebody: { text: 'Talk to somebody I choose myself', hint: 'Somebody you trust outside the practice. Nobody here is told whom.' },
  } satisfies Record<AloneWay, { text: string; hint: string }>,
  keep: 'Lock my answers',
  keepHint: '“Rather not say” is an answer too.',
  change: 'Lock my changed answers',

  // ── one's own answers, or those of a partner who opened theirs ──
  saidTitle: 'What you answered',
  saidBy: (name: string, on: string) => `${name}, ${on}`,
  saidWay: 'What is to happen with it',
  saidOpen: 'It still waits. You can change this.',
  saidLocked: 'Locked. You can read and delete it, and nobody can change it.',
  shownTo: (name: string, until: string) => `${name} can look until ${until}.`,
  stop: 'Stop showing it',
  delete: 'Delete my answers',
  deleteSays: 'They go for good. Before a comparison is opened they then do not count; what was shown by then stays.',
  theySee: (name: string) => `This is what ${name} sees.`,
  until: (until: string) => `You can look until ${until}.`,

  // ── the sheet ──
  sheetTitle: 'Questions to talk about',
  sheetLede: 'For partners to talk about, an hour in a quiet room. Nobody’s answers are on this sheet.',
  sheetTitleOne: 'Questions to think about',
  sheetLedeOne: 'For one partner, with somebody you trust: your LMC, your accountant, a partner of another practice. Nobody’s answers are on this sheet.',
  sheetRules: ['Each says their own before anybody speaks about another’s.', '“Rather not say” is an answer. Nobody asks why.', 'Nothing is decided today. Write down what you want to come back to, and by when.'],
  sheetEnd: 'What we will come back to, and by when:',
  sheetNotes: 'Notes:',
  print: 'Print this sheet: use the print command of your browser.',
}

/** For the files in which everything is taken away. */
export const takenAlone = {
  asked: 'Asked', begun: 'Asked by', became: 'What became of it', shown: 'What was shown', way: 'What was to happen with it',
  title: 'Answered alone', round: (on: string) => `Partners were asked to answer alone on ${on}`, waits: 'It waits.',
}
