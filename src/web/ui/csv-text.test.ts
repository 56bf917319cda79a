import { expect, test } from 'vitest'
import { csvText } from './csv-text.ts'

const rowsOf = (...cells: (string | number)[]) => csvText([cells]).slice(1, -2)

test('words that a spreadsheet would reckon with are words, whatever it parts cells by; figures stay figures', () => {
  expect(rowsOf('=1+1', '+44 1632', '-5', '@SUM(A1)', -5, 7)).toBe("'=1+1,'+44 1632,'-5,'@SUM(A1),-5,7")
  expect(rowsOf(' =1+1', '\u200b=1+1', '＝1+1', '＠SUM(A1)')).toBe("' =1+1,'\u200b=1+1,'＝1+1,'＠SUM(A1)")
  expect(rowsOf('\t=1+1', '\r=1+1')).toBe(`"'\t'=1+1","'\r=1+1"`)
  expect(rowsOf('Rent;=1+1', 'Rent; -1+1', 'Rent\t@SUM(A1)', 'Rent";=1+1')).toBe(`"Rent;'=1+1","Rent;' -1+1","Rent\t'@SUM(A1)","Rent"";'=1+1"`)
  expect(rowsOf('Mondays; - see below', 'a = b', 'Weir Lane, Penmarsh')).toBe('"Mondays; - see below",a = b,"Weir Lane, Penmarsh"')
})

test('quotes, commas and line ends stay within their cell', () => {
  expect(csvText([['a', 'b'], ['say "no"', 'one\ntwo']])).toBe('\uFEFFa,b\r\n"say ""no""","one\ntwo"\r\n')
})
