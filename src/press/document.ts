import { AlignmentType, BorderStyle, Document, Footer, Header, HeadingLevel, LevelFormat, Packer, PageNumber, Paragraph, Tab, Table, TableCell, TableLayoutType, TableRow, TabStopType, TextRun, WidthType } from 'docx'
import { invariant } from '#domain/words.ts'
import { plainText } from './plain-text.ts'

/** A part of a paper. Text is as somebody wrote it: line ends stay, and nothing in it is read as anything but text. */
export type Block =
  | { heading: string; level: 1 | 2 | 3 }
  /** 'lead' stands large under a title, 'said' is what a person wrote, 'small' says whose and when. */
  | { paragraph: string; as?: 'lead' | 'said' | 'small' }
  | { list: readonly string[]; isNumbered?: boolean }
  /** A column's share of the width is out of the sum of all. */
  | { table: { columns: readonly { head: string; share: number }[]; rows: readonly (readonly string[])[] } }

/** A finished paper. What stands in its head on each page: whose it is, and the day. Its foot counts pages: 'Page ' 2 ' of ' 5. */
export interface Paper {
  title: string
  head: { left: string; right: string }
  foot: { before: string; between: string }
  /** Shown in lists of files and by search: never anything private. */
  fileTitle: string
  blocks: readonly Block[]
}

/** Width of the text on A4 with margins of an inch, in twentieths of a point. */
const TEXT_WIDTH = 9_026
const INK = '212B32', GREY = '4C6272', LINE = 'D8DDE0', TINT = 'F0F4F5'

/**
 * A Word document (.docx) of a paper: named styles, lists that Word itself numbers, tables whose head is repeated on each page, a head and a counted foot.
 * What people wrote goes in as text runs, of which Word makes nothing else: never a field, a link or a mark of another kind. Throws on a table row of the wrong length: our mistake.
 */
export async function document(paper: Paper): Promise<Uint8Array<ArrayBuffer>> {
  const lists = { count: 0 }
  const file = new Document({
    creator: 'Alongside', lastModifiedBy: 'Alongside', title: plainText(paper.fileTitle), styles, numbering,
    sections: [{
      properties: { page: { margin: { top: 1_440, bottom: 1_300, left: 1_440, right: 1_440 } } },
      headers: { default: new Header({ children: [new Paragraph({ style: 'Head', tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH }], children: [...runs(paper.head.left), ...runs('\t'), ...runs(paper.head.right)] })] }) },
      footers: { default: new Footer({ children: [new Paragraph({ style: 'Foot', alignment: AlignmentType.RIGHT, children: [...runs(paper.foot.before), new TextRun({ children: [PageNumber.CURRENT] }), ...runs(paper.foot.between), new TextRun({ children: [PageNumber.TOTAL_PAGES] })] })] }) },
      children: [new Paragraph({ style: 'Title', children: runs(paper.title) }), ...paper.blocks.flatMap(block => partsOf(block, lists))],
    }],
  })
  return new Uint8Array(await Packer.toArrayBuffer(file))
}

const headings = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const
const styleNames = { lead: 'Lead', said: 'Said', small: 'Small' } as const

function partsOf(block: Block, lists: { count: number }): (Paragraph | Table)[] {
  if ('heading' in block) return [new Paragraph({ heading: headings[block.level], children: runs(block.heading) })]
  if ('paragraph' in block) return plainText(block.paragraph).split(/\n{2,}/).map(part => new Paragraph({ style: block.as ? styleNames[block.as] : 'BodyText', children: runs(part) }))
  if ('list' in block) {
    const instance = ++lists.count // each list is counted from one
    return block.list.map(line => new Paragraph({ style: 'ListParagraph', numbering: { reference: block.isNumbered ? 'numbers' : 'bullets', level: 0, instance }, children: runs(line) }))
  }
  return [tableOf(block.table), new Paragraph({ style: 'AfterTable', children: [] })]
}

function tableOf({ columns, rows }: Extract<Block, { table: unknown }>['table']): Table {
  const all = columns.reduce((sum, { share }) => sum + share, 0), widths = columns.map(({ share }) => Math.floor(TEXT_WIDTH * share / all))
  const cell = (text: string, k: number, isHead: boolean) => new TableCell({
    width: { size: widths[k]!, type: WidthType.DXA }, margins: { top: 60, bottom: 60, left: 80, right: 80 }, ...(isHead ? { shading: { fill: TINT } } : {}),
    children: plainText(text).split('\n').map(line => new Paragraph({ style: isHead ? 'TableHead' : 'TableText', children: runs(line) })),
  })
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }, line = { style: BorderStyle.SINGLE, size: 4, color: LINE }
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA }, columnWidths: widths, layout: TableLayoutType.FIXED, borders: { top: line, bottom: line, left: none, right: none, insideHorizontal: line, insideVertical: none },
    rows: [
      new TableRow({ tableHeader: true, cantSplit: true, children: columns.map(({ head }, k) => cell(head, k, true)) }),
      ...rows.map((row, at) => {
        invariant(row.length === columns.length, `row ${at + 1} of a table has ${row.length} cells for ${columns.length} columns`)
        return new TableRow({ cantSplit: row.every(text => text.length < 600), children: row.map((text, k) => cell(text, k, false)) })
      }),
    ],
  })
}

/**
 * Text as runs, with Word's own line break and tab where it has one. Text always goes in as `text`: among the `children` of a run the library reads words such as
 * "CURRENT" as fields.
 */
function runs(text: string): TextRun[] {
  return plainText(text).split(/(\n|\t)/).filter(part => part !== '').map(part => (part === '\n' ? new TextRun({ break: 1 }) : part === '\t' ? new TextRun({ children: [new Tab()] }) : new TextRun({ text: part })))
}

const FONT = 'Arial'
const paragraph = (id: string, name: string, run: object, spacing: object, more: object = {}) => ({ id, name, basedOn: 'Normal', quickFormat: true, run, paragraph: { spacing, ...more } })

const styles = {
  default: {
    document: { run: { font: FONT, size: 22, color: INK, language: { value: 'en-GB' } } },
    title: { run: { font: FONT, size: 44, bold: true, color: INK }, paragraph: { spacing: { after: 240 } } },
    heading1: { run: { font: FONT, size: 32, bold: true, color: INK }, paragraph: { spacing: { before: 480, after: 160 }, keepNext: true } },
    heading2: { run: { font: FONT, size: 26, bold: true, color: INK }, paragraph: { spacing: { before: 320, after: 80 }, keepNext: true } },
    heading3: { run: { font: FONT, size: 22, bold: true, color: INK }, paragraph: { spacing: { before: 200, after: 60 }, keepNext: true } },
    listParagraph: { run: { font: FONT, size: 22 }, paragraph: { spacing: { after: 60 } } },
  },
  paragraphStyles: [
    paragraph('BodyText', 'Body Text', {}, { after: 160, line: 276 }),
    paragraph('Lead', 'Lead', { size: 26 }, { after: 240, line: 300 }),
    paragraph('Said', 'Said', {}, { after: 160, line: 276 }, { indent: { left: 284 } }),
    paragraph('Small', 'Small', { size: 18, color: GREY }, { after: 120 }),
    paragraph('TableText', 'Table Text', { size: 19 }, { after: 0 }),
    paragraph('TableHead', 'Table Head', { size: 19, bold: true }, { after: 0 }, { keepNext: true }),
    paragraph('AfterTable', 'After Table', { size: 12 }, { after: 120 }),
    paragraph('Head', 'Head of Page', { size: 18, color: GREY }, { after: 0 }),
    paragraph('Foot', 'Foot of Page', { size: 18, color: GREY }, { after: 0 }),
  ],
}

const level = (format: (typeof LevelFormat)[keyof typeof LevelFormat], text: string) => [{ level: 0, format, text, alignment: AlignmentType.LEFT, style: { paragraph: { indent: { left: 567, hanging: 283 } } } }]
const numbering = { config: [{ reference: 'bullets', levels: level(LevelFormat.BULLET, '•') }, { reference: 'numbers', levels: level(LevelFormat.DECIMAL, '%1.') }] }
