/** Words of the comparison of sketches, and of the files a sketch can be taken away in. */

export const takeAway = {
  lead: 'Take it away:',
  forms: [['xlsx', 'a workbook with every figure (Excel)'], ['csv', 'practices and groups (CSV)'], ['geojson', 'a map (GeoJSON)'], ['json', 'the whole sketch (JSON)']] as const,
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
