/** Words that stand on every page: header, footer, errors. */

export const service = {
  name: 'Alongside',
}

/** The main menu, in the order of people.md §11; only the doors that open. */
export const menu = {
  find: 'Find a practice',
  areas: 'Areas and groupings',
  whoSeesWhat: 'Who sees what',
  ours: 'Our room',
}

/** Who may see something: exactly these five phrases, everywhere. */
export const whoSees = {
  onlyYou: 'Only you',
  partners: 'Your partners',
  group: 'This group',
  named: (name: string, until: string) => `${name}, until ${until}`,
  anyone: 'Anyone',
}

export const footer = {
  whoSeesThisPage: 'Who sees this page:',
  whoRunsThis: 'Who runs this:',
  notAnNhsService: 'Not an NHS England or ICB service.',
  phoneLead: (contact: string) => (contact.includes('@') ? 'Stuck? Write to:' : 'Stuck? Ring:'),
  lmc: 'Your LMC can help too.',
  noPhoneLead: 'Stuck?',
  askLmc: 'Whoever runs this has given no number. Your LMC can help.',
  links: { whoSeesWhat: 'Who sees what', accessibility: 'Accessibility', sources: 'Sources', assumedFigures: 'Figures we assume', leave: 'How to leave' },
}

export const invented = {
  word: 'invented',
  band: 'Invented practices, for trying things out. Nobody here is real.',
}

export const figures = {
  lead: 'Figures:',
  allSources: 'All sources',
  older: (asAt: string) => `You are reading figures of ${asAt}. They are not the newest here.`,
  newest: 'Read the newest figures',
}

export const errors = {
  notFound: {
    title: 'You cannot open this',
    says: 'It may belong to another practice, may be shown to you no longer, or may not exist.',
    next: 'Check the address, or find the practice by its name.',
  },
  noFigures: {
    title: 'No figures are loaded yet',
    says: 'Alongside reads published figures. None has been added to this copy, so there is nothing to look up.',
    next: 'The person who runs this can add them.',
    link: 'Add figures',
  },
  unknownFigures: (name: string) => ({
    title: 'We do not hold those figures',
    says: `No figures called “${name}” are loaded here.`,
    next: 'See which figures are.',
  }),
  ours: {
    title: 'Something went wrong here',
    says: 'It is our mistake, not yours. Nothing was saved or changed.',
    next: 'Go back and try again. If it happens again, tell whoever runs this and give them this number:',
  },
  tooLarge: {
    title: 'That is too large',
    says: 'We could not take it. Nothing was saved or changed.',
    next: 'Send fewer files at a time, or a smaller one.',
  },
  tooMany: {
    title: 'Please wait a moment',
    says: 'Many people are asking at once, or you have asked very often. Nothing is lost.',
    next: 'Wait a minute and load this page again.',
  },
  unreadable: {
    title: 'We could not read that form',
    says: 'It came broken or cut off. Nothing was saved or changed.',
    next: 'Go back and send it again.',
  },
  elsewhere: {
    title: 'We could not take that form',
    says: 'It did not come from a page of this site. Nothing was saved or changed.',
    next: 'Open the page here and send it again.',
  },
}
