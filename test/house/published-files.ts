import { crc32, deflateRawSync } from 'node:zlib'

/** Small files in the form of each published one, with invented figures, for tests of reading them. Line ends, quotes and headers are the publisher's. */

const crlf = (lines: string[]) => `${lines.join('\r\n')}\r\n`
const lf = (lines: string[]) => `${lines.join('\n')}\n`
const quoted = (fields: string[]) => fields.map(field => `"${field}"`).join(',')

export const codes = ['ZP0001', 'ZP0002', 'ZP0003', 'ZP0004']

export const listSizes2026 = crlf(['PUBLICATION,EXTRACT_DATE,TYPE,SUB_ICB_LOCATION_CODE,ONS_SUB_ICB_LOCATION_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS',
  ...codes.map((code, i) => `GP_PRAC_PAT_LIST,01JAN2026,GP,16C,E38000247,${code},TS18 ${i + 1}HU,ALL,ALL,${3890 + i}`)])

export const listSizes2021 = crlf(['PUBLICATION,EXTRACT_DATE,TYPE,CCG_CODE,ONS_CCG_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS',
  ...codes.map((code, i) => `GP_PRAC_PAT_LIST,01JAN2021,GP,00L,E38000130,${code},NE65 ${i + 1}UW,ALL,ALL,${5903 + i}`)])

export const map2026 = lf(['PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,ONS_SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ONS_ICB_CODE,ICB_CODE,ICB_NAME,ONS_COMM_REGION_CODE,COMM_REGION_CODE,COMM_REGION_NAME,SUPPLIER_NAME',
  ...codes.map((code, i) => `GP_PRAC_PAT_LIST,01Jan2026,${code},"SURGERY ${i}, THE",TS18 ${i + 1}HU,${i === 3 ? 'U,Unallocated' : 'U89141,STOCKTON PCN'},E38000247,16C,NHS North East ICB - 16C,E54000050,QHM,NHS North East Integrated Care Board,E40000012,Y63,North East and Yorkshire,TPP`)])

export const map2021 = lf(['PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,ONS_CCG_CODE,CCG_CODE,CCG_NAME,ONS_STP_CODE,STP_CODE,STP_NAME,ONS_COMM_REGION_CODE,COMM_REGION_CODE,COMM_REGION_NAME',
  ...codes.map((code, i) => `GP_PRAC_PAT_LIST,01-Sep-20,${code},SURGERY ${i},TS18 ${i + 1}HU,U89141,STOCKTON PCN,E38000247,16C,NHS Tees Valley CCG,E54000050,QHM,Cumbria and North East,E40000009,Y63,North East and Yorkshire`)])

export const flows2011 = crlf(['PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,LSOA_CODE,SEX,NUMBER_OF_PATIENTS',
  ...codes.flatMap((code, i) => [['E01011959', 7], ['E01012012', 2], ['NO2011', 1]].map(([area, n]) => `GP_PRAC_PAT_LIST,01JAN2021,${code},"SURGERY ${i}, THE",${area},ALL,${n}`))])

export const flows2021 = crlf(['PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,LSOA_CODE,NUMBER_OF_PATIENTS',
  ...codes.flatMap((code, i) => [['E01033800', 7], ['E01012012', '*'], ['E01000001', 0]].map(([area, n]) => `GP_PRAC_PAT_LIST,01JAN2024,${code},SURGERY ${i},${area},${n}`))])

export const flowsBySex = crlf(['PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,LSOA_CODE,SEX,NUMBER_OF_PATIENTS',
  ...codes.flatMap((code, i) => [['MALE', 3], ['FEMALE', 4]].map(([sex, n]) => `GP_PRAC_PAT_LIST,01JAN2021,${code},SURGERY ${i},E01011959,${sex},${n}`))])

export const ages = crlf(['PUBLICATION,EXTRACT_DATE,ORG_TYPE,ORG_CODE,ONS_CODE,POSTCODE,SEX,AGE_GROUP_5,NUMBER_OF_PATIENTS',
  'GP_PRAC_PAT_LIST,01JAN2026,Comm Region,Y56,E40000003,,ALL,ALL,10421937', 'GP_PRAC_PAT_LIST,01JAN2026,Comm Region,Y56,E40000003,,MALE,0_4,310000',
  ...codes.flatMap(code => [['ALL', 'ALL', 300], ['MALE', '0_4', 30], ['FEMALE', '0_4', 35], ['MALE', '95+', '*'], ['FEMALE', '95+', 2]].map(([sex, band, n]) => `GP_PRAC_PAT_LIST,01JAN2026,GP,${code},,TS18 1HU,${sex},${band},${n}`))])

const epraccurLine = (code: string, name: string, status: string, setting: string, closed = '') =>
  quoted([code, name, 'Y63', 'QHM', 'THE HEALTH CENTRE', 'LAWSON STREET', '', 'STOCKTON-ON-TEES', '', 'TS18 1HU', '19740401', closed, status, 'B', '16C', '20200401', '', '01642 672351', '', '', '', '1', '', '16C', '', setting, ''])

export const epraccurNow = crlf([...codes.map((code, i) => epraccurLine(code, `SURGERY ${i}, THE`, 'ACTIVE', i === 1 ? 'RO76|RO268' : 'RO76')),
  epraccurLine('ZP0008', 'CLOSED SURGERY', 'INACTIVE', 'RO76', '20171031'), epraccurLine('ZP0009', 'OUT OF HOURS', 'ACTIVE', 'RO80')])

export const epraccurThen = crlf([...codes.map((code, i) => epraccurLine(code, `SURGERY ${i}`, 'A', '4')), epraccurLine('ZP0008', 'CLOSED SURGERY', 'C', '4', '20171031'), epraccurLine('ZP0009', 'OUT OF HOURS', 'D', '1')])

export const succ = crlf([quoted(['ZP0008', 'ZP0001', 'R', '20171031', '']), quoted(['ZP0007', 'ZP0002', 'M', '20190401', ''])])

export const onspd = crlf(['pcds,lat,long,lsoa11,lsoa21', 'AL1 3FY,51.747468,-0.326496,E01023729,E01035567', 'AL1 3HD,51.756605,-0.334142,E01023676,E01023676', 'YO8 9BX,53.777485,-1.078335,,', 'GY1 1AA,99.999999,0.000000,,'])

export const onspdAnyOrder = crlf(['lsoa21cd,pcd,oslaua,lsoa11cd,long,lat', 'E01035567,AL1  3FY,E07000240,E01023729,-0.326496,51.747468', 'E01023676,AL1 3HD,E07000240,E01023676,-0.334142,51.756605'])

export const centroids = lf(['LSOACD,latitude,longitude,lsoa11cd', '95AA01S1,54.65503786587065,-6.218372776284823,95AA01S1', 'E01000001,51.5,-0.09,E01000001', 'E01033800,52.1,-1.2,E01033800'])

export const imd2019 = lf(['LSOA11CD,LSOA11NM,IMD,Income,Employment', 'E01000001,City of London 001A,6.208,0.007,0.01', 'E01000002,City of London 001B,45.143,0.034,0.027', 'E01000003,City of London 001C,20.5,0.034,0.027'])

export const imd2025 = lf(['lsoa21_code,IMD_decile,Income_decile,IMD_rank,Income_rank,IMD_score,Income_score', 'E01000001,8.0,10.0,26525.0,33730.0,8.742,0.013', 'E01000002,10.0,10.0,31203.0,33669.0,4.722,0.018'])

export const imdFile7 = crlf(['LSOA code (2021),LSOA name (2021),Local Authority District code (2024),Local Authority District name (2024),Index of Multiple Deprivation (IMD) Score,Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived),Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs),Income Score (rate)',
  'E01000001,City of London 001A,E09000001,City of London,8.742,26525,8,0.013', 'E01000002,City of London 001B,E09000001,City of London,4.722,31203,10,0.018'])

export const ebranchs = crlf([
  quoted(['ZP0001001', 'SLUICE ROAD BRANCH', 'Y63', 'QHM', '1 SLUICE ROAD', '', '', 'STOCKTON-ON-TEES', '', 'TS181HU', '20040401', '', '', '', 'ZP0001', '20040401', '', '01642 818952', '', '', '', '0', '', 'A', '', '', '']),
  quoted(['ZP0001002', 'OLD BRANCH', 'Y63', 'QHM', '2 SLUICE ROAD', '', '', 'STOCKTON-ON-TEES', '', 'TS18 2HU', '20040401', '20160630', 'INACTIVE', '', 'ZP0001', '20040401', '20160630', '', '', '', '', '1', '', 'A', '', '', '']),
])

/** As published, with a mark of its encoding before the first header and no line end after the last line. */
export const payments2023 = `\ufeff${crlf(['NHS England (Region) code,CCG Code,Practice Code,Practice Name,Practice Address,Contract Type,Dispensing Practice,Practice type,Practice Rurality,Number of Registered Patients (Last Known Figure),Number of Weighted Patients (Last Known Figure),Global Sum,Total NHS Payments to General Practice,Total NHS Payments including PCN Workforce and Support,"Average payments per registered patient, including Covid"',
  'Y63,16C,ZP0001,SURGERY 0,"1 THE STREET, STOCKTON",GMS,No,GP practice,Urban,4029.25,4579.78,438099.78,720462.51,720970.66,178.81',
  'Y63,16C,ZP0002,SURGERY 1,,PMS,Yes,GP practice,Rural,5029,5579.5,0,-12.5,-12.5,0',
  'Y63,16C,ZP0003,SURGERY 2,,UNKNOWN,Unknown,GP practice,Missing,3000,2900,0,1000,1000,12.34']).slice(0, -2)}`

export const prevalence2021 = lf(['PRACTICE_CODE,GROUP_CODE,REGISTER,PATIENT_LIST_TYPE,PRACTICE_LIST_SIZE', 'ZP0001,AF,95,TOTAL,4098', 'ZP0001,DM,292,17OV,3291', 'ZP0002,AF,*,TOTAL,4000'])

export const suppliers = crlf(['GP_ODS_CODE,GP_NAME,GP_GPAD_SYSTEMS,GP_SYSTEM', 'ZP0001,SURGERY 0,TPP/EMIS,TPP', 'ZP0002,"SURGERY 1, THE",EMIS,EMIS'])

export const workforce = crlf(['PRAC_CODE,PRAC_NAME,PCN_CODE,ICB_CODE,TOTAL_PATIENTS,TOTAL_GP_HC,TOTAL_GP_EXTG_HC,TOTAL_GP_EXTGL_HC,TOTAL_GP_FTE,TOTAL_GP_EXTG_FTE,TOTAL_GP_EXTGL_FTE,TOTAL_GP_SEN_PTNR_FTE,TOTAL_GP_PTNR_PROV_FTE,TOTAL_NURSES_FTE,TOTAL_DPC_FTE,TOTAL_ADMIN_FTE',
  'ZP0001,SURGERY 0,U89141,QHM,7040,6,5,4,4.2,3.9,3.29,1,0.75,1.5,0.8,8.25', 'ZP0002,SURGERY 1,U89141,QHM,3000,ND,ND,ND,ND,ND,ND,ND,ND,ND,ND,4'])

export const workforce2019 = crlf(['PRAC_CODE,TOTAL_PATIENTS,TOTAL_GP_HC,TOTAL_GP_EXRL_HC,TOTAL_GP_FTE,TOTAL_GP_EXRL_FTE,TOTAL_NURSES_FTE,TOTAL_DPC_FTE,TOTAL_ADMIN_FTE', 'ZP0001,7000,5,4,4.1,3.4,1.5,0.8,8.25'])

export const workforceByYear = lf(['"Practice.Code","Year","TOTAL_PATIENTS","TOTAL_GP_EXTGL_FTE","TOTAL_NURSES_FTE","TOTAL_DPC_FTE","TOTAL_ADMIN_FTE","IMD"',
  '"ZP0001","2024",4057.7,2.1,1,0.3,6.2,29.94', '"ZP0001","2025",4033.58333333333,2,NA,0.3,5.7,30.75', '"ZP0002","2024",3000,1,1,0,2,12'])

export const rural2021 = crlf(['LSOA21CD,LSOA21NM,RUC21CD,RUC21NM,Urban_rural_flag,ObjectId', 'E01000001,City of London 001A,UN1,Urban: Nearer to a major town or city,Urban,1', 'E01033800,Elsewhere 001A,RSF1,Smaller rural: Further from a major town or city,Rural,2'])
export const rural2011 = crlf(['LSOA11CD,LSOA11NM,RUC11CD,RUC11,FID', 'E01000001,City of London 001A,A1,Urban major conurbation,1', 'E01000002,Elsewhere 001A,E2,Rural village and dispersed in a sparse setting,2'])
export const ruralShort = lf(['lsoa21_code,ruc21_code,classification,ruc', 'E01000001,UN1,Urban: Nearer to a major town or city,Urban', 'E01033800,RLN1,Larger rural: Nearer to a major town or city,Rural'])

const square = (lon: number) => [[[lon, 51], [lon + 0.1, 51], [lon + 0.1, 51.1], [lon, 51.1], [lon, 51]]]
const collection = (features: [Record<string, string>, unknown][]) => `{"type":"FeatureCollection","features":[\n${features.map(([properties, coordinates]) => JSON.stringify({ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates } })).join(',\n')}\n]}\n`

export const smallAreas2011 = collection([[{ lsoa11_name: 'City of London 001A', lsoa11_code: 'E01000001' }, square(-0.1)], [{ lsoa11_name: 'City of London 001B', lsoa11_code: 'E01000002' }, square(-0.2)]])
export const smallAreas2021 = collection([[{ FID: '1', LSOA21CD: 'E01000001', LSOA21NM: 'City of London 001A' }, square(-0.1)], [{ FID: '2', LSOA21CD: 'E01033800', LSOA21NM: 'Elsewhere' }, square(-0.2)]])
export const districts = collection([[{ LAD24CD: 'E06000001', LAD24NM: 'Hartlepool' }, square(-1.1)], [{ LAD24CD: 'E06000002', LAD24NM: 'Middlesbrough' }, square(-1.2)]])
export const icbs = collection([[{ icb22_name: 'NHS One', icb22_code: 'E54000008' }, square(-2.1)], [{ icb22_name: 'NHS Two', icb22_code: 'E54000010' }, square(-2.3)]])

/** A zip archive; a member may lie about its length or checksum. */
export function zipOf(members: { name: string; bytes: Buffer | string; checksum?: number; saysBytes?: number }[]): Buffer {
  const parts: Buffer[] = [], directory: Buffer[] = []
  let at = 0
  for (const { name, bytes, checksum, saysBytes } of members) {
    const raw = Buffer.from(bytes), packed = deflateRawSync(raw), called = Buffer.from(name)
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt16LE(8, 4)
    shared.writeUInt32LE(checksum ?? crc32(raw), 10)
    shared.writeUInt32LE(packed.length, 14)
    shared.writeUInt32LE(saysBytes ?? raw.length, 18)
    shared.writeUInt16LE(called.length, 22)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(20, 4)
    shared.copy(entry, 6)
    entry.writeUInt32LE(at, 42)
    directory.push(entry, called)
    const header = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), shared, called, packed])
    parts.push(header)
    at += header.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(members.length, 8)
  end.writeUInt16LE(members.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, list, end])
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\r\n', '_x000D_&#10;')

/** A workbook of sheets of texts, as Excel writes one. */
export function workbookOf(sheets: { name: string; rows: (string | null)[][] }[]): Buffer {
  const letters = (column: number) => String.fromCharCode(65 + column)
  const cell = (text: string | null, row: number, column: number) => (text === null ? '' : `<c r="${letters(column)}${row + 1}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`)
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main', relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships', packaged = 'http://schemas.openxmlformats.org/package/2006'
  return zipOf([
    { name: '[Content_Types].xml', bytes: `${head}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>` },
    { name: '_rels/.rels', bytes: `${head}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>` },
    { name: 'xl/workbook.xml', bytes: `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${sheets.map((sheet, i) => `<sheet name="${sheet.name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>` },
    { name: 'xl/_rels/workbook.xml.rels', bytes: `${head}<Relationships xmlns="${packaged}/relationships">${sheets.map((_, i) => `<Relationship Id="rId${i + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join('')}</Relationships>` },
    ...sheets.map((sheet, i) => ({ name: `xl/worksheets/sheet${i + 1}.xml`, bytes: `${head}<worksheet xmlns="${main}"><sheetData>${sheet.rows.map((row, r) => `<row r="${r + 1}">${row.map((text, c) => cell(text, r, c)).join('')}</row>`).join('')}</sheetData></worksheet>` })),
  ])
}

export const networkSheets = (): { name: string; rows: (string | null)[][] }[] => [
  { name: 'PCNDetails', rows: [['PCN Code', 'PCN Name', 'Current Sub ICB Loc Code', 'Sub ICB Location', 'Open Date', 'Close Date'], ['U00000', 'WEST NORWICH PCN', '26A', 'NHS NORFOLK ICB - 26A', '20240401', null], ['U00070', 'WEST MERTON PCN', '36L', 'NHS LONDON ICB - 36L', '20191001', '20230331']] },
  {
    name: 'PCN Core Partner Details',
    rows: [['Partner\r\nOrganisation\r\nCode', 'Partner\r\nName', 'Practice\r\nParent\r\nSub ICB Loc Code', 'PCN Code', 'PCN Name', 'PCN Parent\r\nSub ICB Loc Code', 'Practice to PCN\r\nRelationship\r\nStart Date', 'Practice to PCN\r\nRelationship\r\nEnd Date'],
      ['ZP0001', 'SURGERY 0', '26A', 'U00000', 'WEST NORWICH PCN', '26A', '20191001', null], ['ZP0002', 'SURGERY 1', '26A', 'U00000', 'WEST NORWICH PCN', '26A', '20191001', '20211231']],
  },
]
