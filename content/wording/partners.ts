/** Words of the pages about areas, groupings and sketches. Plain names of the inside words: people.md §13. */

export const banner = {
  title: 'A sketch from public figures',
  says: 'Nobody has been told. Nothing has been decided.',
}

export const kinds = {
  today: {
    name: 'As today',
    says: 'Today’s networks, priced by the same rule.',
    measure: 'patients × kilometres, plus the price of missing the size',
  },
  journeys: {
    name: 'Shortest journeys',
    says: 'Keeps practices with those near them.',
    measure: 'patients × kilometres, plus the price of missing the size',
  },
  shared: {
    name: 'Most shared patients',
    says: 'Keeps together practices whose patients live in the same places.',
    measure: 'patients × kilometres, less 3 km for each shared patient, plus the price of missing the size',
  },
  changes: {
    name: 'Fewest changes',
    says: 'Keeps today’s partners together where it can.',
    measure: 'patients × kilometres, plus 4 km for each patient whose practice changes partners, plus the price of missing the size',
  },
  fair: {
    name: 'No more groups than today',
    says: 'Shortest journeys, with at most as many groups as there are networks today.',
    measure: 'patients × kilometres, plus the price of missing the size, with no more groups than today',
  },
  alone: {
    name: 'Staying as we are',
    says: 'Every practice on its own. To stay independent is an answer.',
    measure: 'patients × kilometres, plus the price of missing the size',
  },
  'one-for-all': {
    name: 'One for all',
    says: 'All these practices in one group.',
    measure: 'patients × kilometres, plus the price of missing the size',
  },
} as const

export const areas = {
  title: 'Areas and groupings',
  lead: 'See how any set of practices might group: an area of the NHS or a council, a network, or a list of your own across any boundary.',
  searchLabel: 'Name or code of an area',
  searchHint: 'An integrated care board, sub-ICB, council district or network. For example Somerset, 11X or a network’s name.',
  search: 'Find it',
  listLabel: 'Or paste practice codes',
  listHint: 'From a letter or a spreadsheet, with commas, spaces or one to a line. Up to 400.',
  list: 'Use this list',
  none: (q: string) => `No area here is called “${q}”.`,
  noneNext: 'Try part of its name or its code, or paste the practices’ codes below.',
}

export const areaKinds = {
  icb: 'Integrated care board',
  'sub-icb': 'Sub-ICB area',
  district: 'Council district',
  network: 'Primary care network',
  england: 'All practices',
  list: 'A list of practices',
} as const

export const group = {
  heading: 'See how it might group',
  question: 'What would these practices do together?',
  hint: 'Each purpose comes with a size somebody published. A size is a guide, not a wall: groups outside it cost a price, and the page shows it.',
  other: 'Another size',
  from: 'From, patients',
  to: 'To, patients',
  show: 'Show three sketches and today',
  noAccount: 'No account needed. Nobody is told.',
  onlyOne: 'One practice alone cannot be grouped. See how it might group with those around it:',
  chooseOthers: 'choose other practices',
}

export const sketches = {
  changesMean: 'A practice changes partners when its group does not carry its network on; others stay in theirs and may still see practices come and go.',
  sizeIsGuide: 'A size is a guide: each patient missing from it or above it counts as 5 km in the sum, so a group may be smaller or larger where that makes journeys shorter or keeps more patients together.',
  title: 'Three sketches and today',
  limits: 'What these sketches do not know',
  leftNobody: 'Left over: nobody.',
  working: 'Still looking',
  busy: 'Others are being worked out first',
  stop: 'Stop now',
  lookAgain: 'Look again',
  takesLonger: (practices: string) => `With ${practices} practices this can take up to a minute; then you see the best found, and how near it is to the lowest.`,
  oneForAll: 'One for all',
  alone: 'Staying as we are',
}

export const sharedMeans = 'Two practices share a patient where both have patients in the same small area: we count the smaller of the two numbers, area by area.'

export const reachMeans = '15 minutes is reckoned from the middle of each small area in a straight line × 1.3 at 40 km/h. One site for each practice: branches are not counted.'

export const hubMeans = 'Distance is measured from each practice to the one of its group that the others are nearest to. That says nothing about who would lead.'

export const whatItDoesNotKnow = [
  ['Who gets on.', 'Whether people trust each other, and have worked together before, matters more than any figure here.'],
  ['Who wants to.', 'No practice has been asked. Staying as you are is an answer.'],
  ['Roads, rivers and buses.', 'Distances are straight lines between postcodes, except where the page says a line of water was kept to.'],
  ['Branches.', 'For distance each practice counts at one place, its main surgery.'],
  ['Rooms, staff and money.', 'Nothing here knows who has space, who is full or what anybody owes.'],
  ['Hospitals.', 'Which hospital patients are sent to is in no published file we use.'],
  ['What has changed since.', 'Figures are of the day they name. Lists, mergers and networks since then are not in them.'],
] as const

export const limitsPage = {
  title: 'What these sketches do not know',
  lead: 'A sketch is arithmetic on published figures. “No other grouping is lower on this measure” is a true sentence about the measure, and nothing more.',
  bound: 'The statement holds for the stated sizes and for groups that hold together on the map: every practice linked to its group through neighbours. Today’s networks need not hold together in that way; a quarter of them do not, and that is not an error.',
}
