/** Words of the comparison of sketches, and of the files a sketch can be taken away in. */

export const compare = {
  title: 'Beside today',
  link: 'Compare up to three with today',
  today: 'As today',
  mine: 'Your sketch',
  oneOwn: 'A sketch of one’s own',
  shared: 'A shared sketch',
  link2: 'Or a sketch somebody shared with you',
  linkHint: 'Paste its link. It must be of the same practices and figures.',
  linkOpensNothing: 'That link opens nothing. Paste the whole link to a shared sketch, or leave the box empty.',
  otherFigures: 'It was made on other figures, so the two cannot be held beside each other.',
  sideBySide: 'Side by side',
  region: 'Sketches side by side with today',
  chooseTitle: 'Choose what stands beside today',
  chooseQuestion: 'Which sketches?',
  chooseHint: 'Up to three. Today is always there.',
  chooseButton: 'Compare these',
  chooseMore: 'Up to two more. The sketch and today are always there.',
  tooManyMore: (chosen: string) => `Choose up to two more; you chose ${chosen}`,
  tooMany: (chosen: string) => `Choose up to three sketches; you chose ${chosen}`,
  working: 'Still being worked out.',
  lookAgain: 'Look again',
  movesTitle: 'Who would be with others',
  movesLead: 'A practice changes partners when it is in a network today and in a group that does not carry that network on. Only practices of this area are counted.',
  nobody: 'Nobody changes partners, joins a group or is left over.',
  betweenTitle: 'Between the sketches',
  same: (one: string, other: string) => `${one} and ${other}: every practice is with the same others.`,
  upDownTitle: 'What goes up and what goes down',
  upDownLead: 'For how many practices each figure goes up, and for how many it goes down, against today. Up is not good and down is not bad: a smaller share for one practice is a larger share for others.',
  ownTitle: (name: string) => `${name}: what goes up and what goes down`,
  figure: 'Figure',
  figures: {
    groupPatients: 'Patients of its group', partners: 'Practices it is with', ownShare: 'Own share of its group’s patients', km: 'Distance to where its group’s is measured to',
    shared: 'Shared patients with those it is with', within: 'Own patients within 15 minutes of a site of its group',
  },
  up: 'goes\u00a0up',
  down: 'goes\u00a0down',
  noneMoves: 'the same for all',
  notInGroup: 'in no group',
  notLoaded: 'not loaded',
  byPractice: (name: string) => `Practice by practice: ${name} beside today`,
  restSame: (practices: string) => `For the other ${practices} nothing goes up or down.`,
  filesFor: 'For every figure of every practice take a sketch away as a workbook from its own page.',
  madeBy: (who: string) => `Made by ${who}.`,
}

/** What a printed set says first. What it is not stands at the foot of each sheet: styles/_print.scss. */
export const printed = {
  on: (day: string, figures: string) => `Printed on ${day}, from figures of ${figures}.`,
}

export const takeAway = {
  lead: 'Take it away:',
  forms: [['xlsx', 'a workbook of groups and practices (Excel)'], ['csv', 'practices and groups (CSV)'], ['geojson', 'a map (GeoJSON)'], ['json', 'the whole sketch (JSON)']] as const,
  banner: 'A sketch from public figures. Nobody has been told. Nothing has been decided.',
  sheets: { groups: 'Groups', practices: 'Practices', about: 'About' },
  group: {
    letter: 'Group, as on the page', id: 'Group, as in the CSV file', name: 'Network it is or mostly is today', practices: 'Practices', patients: 'Patients',
    largest: 'Largest practice', largestShare: 'Largest practice’s share of patients', averageKm: 'Average distance, km', patientKm: 'Patients × km',
    shared: 'Shared patients kept', within: 'Patients within 15 minutes, share', miss: 'Patients below or above the size asked for', price: 'Price of the size, patient-km',
    districts: 'Districts', changes: 'Practices that change partners', none: 'not in any group yet',
  },
  practice: {
    code: 'Code', name: 'Practice', postcode: 'Postcode', patients: 'Patients', network: 'Network today', changes: 'Changes partners',
    groupPatients: 'Patients of its group', partners: 'Practices it is with', ownShare: 'Own share of its group’s patients', km: 'Distance to where its group’s is measured to, km',
    shared: 'Shared patients with those it is with', within: 'Own patients within 15 minutes, share',
  },
  about: {
    what: 'What', says: 'Says', title: 'This is', read: 'Read this first', invented: 'Invented', inventedSays: 'The county, its practices and every figure are invented, for trying things out.',
    area: 'Area', size: 'Size asked for', figures: 'Figures of', made: 'File made on', madeBy: 'Made by', measure: 'Measure', total: 'In all, prices included', patientKm: (figure: string) => `${figure} patient-kilometres`, distance: 'Distance',
    sharedPatients: 'Shared patients', minutes: '15 minutes', source: 'Source', notKnown: 'What it does not know',
  },
  yes: 'yes', no: 'no', inNone: 'in none', notKnown: 'not known', fewerThanFive: 'fewer than 5',
}
