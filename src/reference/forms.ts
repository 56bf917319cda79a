import { ages } from './parse/ages.ts'
import { branches } from './parse/branches.ts'
import { boundaryForms, type BoundaryForm } from './parse/boundaries.ts'
import type { TableForm } from './parse/form.ts'
import { listSizes } from './parse/list-sizes.ts'
import { map } from './parse/map.ts'
import { networkRegister, type WorkbookForm } from './parse/network-register.ts'
import { payments } from './parse/payments.ts'
import { centroids, deprivation, postcodes, ruralUrban } from './parse/places.ts'
import { practiceRegister } from './parse/practice-register.ts'
import { prevalence } from './parse/prevalence.ts'
import { smallAreaFlows } from './parse/small-area-flows.ts'
import { successors } from './parse/successors.ts'
import { suppliers } from './parse/suppliers.ts'
import { workforce } from './parse/workforce.ts'

export type Form = TableForm | WorkbookForm | BoundaryForm

/**
 * Every published form we read, in the order files of one command are taken: the registers of codes first, so that the lists and flows
 * after them can be held against them.
 */
export const forms: readonly Form[] = [practiceRegister, successors, networkRegister, branches, postcodes, centroids, deprivation, ruralUrban, ...boundaryForms,
  listSizes, map, ages, smallAreaFlows, payments, workforce, prevalence, suppliers]

export const tableForms: readonly TableForm[] = forms.filter(form => form.kind === 'table')
