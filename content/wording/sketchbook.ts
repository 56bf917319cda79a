/** Words of the pages where somebody makes, keeps and shares a sketch of their own. */

export const begin = {
  button: 'Change this sketch',
  hint: 'Move practices, keep some together or apart, and try again. It opens as a sketch of your own; this one stays as it is.',
  fromFile: 'Begin from a file of your own',

}

export const fromFile = {
  title: 'Begin from a file',
  lead: 'A file of two columns, practice_code and group: a line for each practice. Any spreadsheet saves one (CSV), and lines can be pasted straight from it. An empty group means in none, and a practice the file leaves out is in none.',
  file: 'The file',
  paste: 'Or paste its lines',
  example: 'practice_code,group',
  button: 'Use these groups',
  none: 'Choose a file or paste its lines.',
  both: 'Choose a file or paste lines, not both.',
}

export const own = {
  title: 'Your sketch',
  tab: 'A sketch of your own',
  privateLink: 'This page’s address is private',
  privateLinkMeans: 'Whoever has it can change the sketch. Keep it to come back; to show the sketch to others, share a link that can only look.',
  address: 'Address of this page',
  copy: 'Copy',
  copied: 'Copied',
  undo: 'Undo',
  again: 'Do it again',
  tryAgain: 'Try again with these',
  share: 'Share a link',
  compare: 'Compare',
  size: 'Change the size',
  erase: 'Delete this sketch',
  history: 'What was done, newest first',
  moveOrKeep: 'Move or keep',
  keepGroup: (letter: string) => `Keep group ${letter} as it is`,
  letGroupGo: (letter: string) => `Let group ${letter} change`,
  keptGroup: 'Kept as it is: nobody leaves and nobody joins when you try again.',
  groupsTitle: 'Groups and their practices',
  keptTitle: 'What stays when you try again',
  keptNone: 'Nothing yet. Open a practice to keep it where it is, with another or apart from another; or keep a whole group.',
  notYet: 'not so now: trying again will make it so',
  letGo: 'Let go',
  wayOnMap: 'On a screen with a mouse you can also drag a practice on the map into another group: you see what changes first.',
}

export const practice = {
  moveTitle: (name: string, from: string | null) => `Move ${name} ${from === null ? '(in no group) to' : `from group ${from} to`}`,
  lead: 'Beside each choice stands what it would change. Nothing changes until you continue.',
  farther: (groups: number) => `${groups === 1 ? 'One group' : `${groups} groups`} farther away`,
  keepThere: 'And keep it there when I try again',
  continue: 'Move it',
  choose: 'Choose where to move it.',
  stays: 'Or keep it',
  keepHere: 'Keep it where it is',
  keepHereMeans: (other: string) => `It stays with ${other}, the largest other practice of its group.`,
  keepTogether: 'Keep it together with',
  keepApart: 'Keep it apart from',
  keepButtonTogether: 'Keep together',
  keepButtonApart: 'Keep apart',
  chooseOther: 'Choose a practice',
  atGlance: 'This practice at a glance',
}

export const share = {
  title: 'Share a link',
  lead: 'Anyone with the link can look, not change. It shows the sketch as it is now: what you change later does not show on it.',
  author: 'Who made this sketch?',
  authorHint: 'Your name, or your practice’s. It stands on the page: “A sketch by (name); not a proposal by any organisation.”',
  until: 'Last day on which the link opens',
  untilHint: 'A year from now at most. You can stop it earlier, here.',
  button: 'Make the link',
  foi: 'Practices and NHS bodies answer to the Freedom of Information Act for their NHS work: what you send one of them may have to be published if somebody asks. The figures are public already; who made the sketch is not.',
  links: 'Links to this sketch',
  noLinks: 'None yet. Only the private address of your sketch opens it.',
  opens: (until: string) => `Anyone with this link can look, not change. It stops after ${until}.`,
  stopped: (on: string) => `Stopped on ${on}. It opens nothing.`,
  past: (until: string) => `Past: it stopped after ${until}.`,
  email: 'E-mail it',
  emailSubject: 'Something for you in Alongside (2 minutes)',
  emailBody: (author: string, link: string, until: string) => `${author} has made a sketch of how practices might group and would like you to look at it.\n\n${link}\n\nThe link opens until ${until}. You can look, not change anything, and need no account. It is a sketch from public figures: nobody else has been told and nothing has been decided. If you do nothing, nothing happens.\n`,
  stop: 'Stop this link now',
  asItWas: (version: string) => `Shows the sketch as it was ${version}.`,
}

export const shared = {
  tab: 'A sketch',
  byline: (author: string) => `A sketch by ${author}; not a proposal by any organisation.`,
  yours: 'Which is your practice?',
  choose: 'Choose a practice',
  show: 'Show its group',
  made: (on: string) => `Shared on ${on}.`,
  stops: (until: string) => `You can look, not change. This link stops after ${until}.`,
  figuresChanged: 'Figures have been added or put right since it was shared, so some numbers here differ from those its maker saw.',
  gone: {
    title: 'This link does not open anything',
    says: 'It may have stopped, or been stopped by whoever made it.',
    next: 'Ask the person who sent it to you.',
  },
  openInBrowser: 'Open this link in a browser to see the sketch.',
}

export const erase = {
  title: 'Delete this sketch?',
  lead: 'The sketch, everything that was done to it and every link to it go for good. Nobody can bring them back, not even whoever runs this service.',
  takeFirst: 'To keep a copy, take it away as a file first:',
  button: 'Delete it',
  doneTitle: 'The sketch is deleted',
  done: 'Its links open nothing any more.',
}

export const resize = {
  title: 'Change the size',
  lead: 'Sizes are guides, not walls: groups outside cost a price, and the page shows it. Nobody is moved by this; try again afterwards if you like.',
  measure: 'And what matters most when you try again?',
  button: 'Change it',
}

export const again = {
  title: 'Try again with these',
  lead: 'This is the lowest grouping found that keeps everything you keep. Nothing has changed yet.',
  same: 'The grouping you have is the lowest found: nobody would move.',
  use: 'Use these groups',
  leave: 'Leave my sketch as it is',
  back: 'Back to your sketch',
  moved: (practices: number) => (practices === 1 ? 'One practice would move' : `${practices} practices would move`),
  waiting: 'Others are being worked out first.',
  working: (seconds: number) => `Still looking, ${seconds} ${seconds === 1 ? 'second' : 'seconds'} so far.`,
  oneFound: 'One is found; still checking whether another is lower.',
  stop: 'Stop now and show it',
  notYet: 'It is still being looked for. Look again in a moment.',
  tryByHospital: 'Try again, and keep practices that send to different acute hospitals apart',
  byHospital: 'Practices with different acute hospitals, as typed, are kept apart here.',
  notByHospital: 'Try again without regard to hospitals',
}
