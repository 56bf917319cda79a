import { THOUSAND, type Column, type Ground } from './ground.ts'

/** Prices of the master problem's rows, thousands of patient-km. A group's value is what it earns at these prices less its cost. */
export interface Duals {
  /** Of covering each practice; never above the price of leaving it out. */
  cover: Float64Array
  /** Of one more group. */
  count: number
  /** Of carrying on each network, ≤ 0. */
  network: Float64Array
  /** Of each cut, ≤ 0: paid by a group that holds two of the three practices. */
  cut: Float64Array
  /** Cuts by practice, compressed rows. */
  cutStarts: Int32Array
  cutOf: Int32Array
}

/** Practices that must be in one group, or must not be: pairs flattened. */
export interface Pairs { together: Int32Array; apart: Int32Array }

export interface PricingOptions {
  /** Look for groups worth more than this. */
  threshold: number
  /** Steps allowed at each hub. */
  nodeLimit: number
  /** Groups kept for each hub, best first. */
  keep: number
  isStopped: () => boolean
}

export interface Priced {
  columns: Column[]
  /** For each hub, no group measured to it is worth more than this (0 where none is worth anything above the threshold asked for). */
  upper: Float64Array
  /** Every hub was searched to the end. */
  isComplete: boolean
}

export interface Pricer {
  price(duals: Duals, options: PricingOptions): Priced
  /** Every group worth more than the threshold, each set once, kept groups apart; null when there are more than `most` or time ran out. */
  collect(duals: Duals, threshold: number, most: number, isStopped: () => boolean): Column[] | null
  /** From now on, only groups that keep these pairs and hold nobody already spoken for (1 by practice). */
  restrict(pairs: Pairs, isTaken?: Uint8Array | null): void
}

interface Reach {
  /** Units that can share a group with the hub, nearest first; the hub's own is entry 0. */
  id: Int32Array
  /** The hub's unit goes with any side, and others here have sides that do not go with each other. */
  isMixed: boolean
  /** Thousands of patient-km each costs at this hub. */
  cost: Float64Array
  size: Float64Array
  starts: Int32Array
  near: Int16Array
  /** Order of value from the search before, for a quick sort. */
  order: Int16Array
  /** Networks that have a member in reach. */
  labels: Int32Array
  /** With a price on shared patients: what each entry shares with the hub, and its partners in reach, most shared a patient first. */
  withHub: Float64Array
  partnerStarts: Int32Array
  partner: Int16Array
  partnerShared: Float64Array
}

/** A search of no more steps than this is too short to be worth clearing the ground first where shared patients make that dear. */
const QUICK = 1000

const NOTHING = new Float64Array(0), NO_ROWS = new Int32Array(0)

/**
 * Prices groups hub by hub: for a fixed hub a group's value is additive but for the concave band price, so branch and bound over
 * connected sets that hold the hub, bounded by a fractional knapsack over practices neither taken nor refused (performance.md R0).
 * Cut prices enter with the second member of three; labels are the networks in reach. Shared patients: each practice left counts
 * what it shares with those taken plus half of its best partners, which no group can exceed.
 * Practices kept together are searched as the unit they are, at each of its members as hub; whoever may not be with one taken leaves the list
 * until it is given back. Kept groups are no part of any search.
 */
export function hubPricer(ground: Ground): Pricer {
  const { n, problem, networks, units } = ground, { count, size, starts, near, isAlone, canStand } = units
  const { band, outer, weights } = problem
  const priceOfMiss = weights.bandKm / THOUSAND, priceOfChange = weights.changeKm / THOUSAND
  const sharedPrice = problem.shared ? weights.sharedKm / THOUSAND : 0
  const reaches: (Reach | undefined)[] = new Array(n)
  const place = new Int32Array(count).fill(-1)
  let together: (number[] | undefined)[] = [], apart: (number[] | undefined)[] = [], isRestricted = false, isTaken: Uint8Array | null = null
  /** Patients of a unit who are in a network other than this one. */
  const elsewhere = (u: number, network: number): number => {
    let sum = 0
    for (const i of units.members[u]!) if (problem.network[i]! >= 0 && problem.network[i] !== network) sum += problem.patients[i]!
    return sum
  }
  const sharedBetween = (u: number, v: number): number => {
    if (units.isPlain) return ground.sharedBetween(u, v)
    let sum = 0
    for (const i of units.members[u]!) for (const j of units.members[v]!) if (u !== v || i < j) sum += ground.sharedBetween(i, j)
    return sum
  }
  /** What the members of each unit share with each other is worth. */
  const within = sharedPrice > 0 ? Float64Array.from({ length: count }, (_, u) => sharedPrice * sharedBetween(u, u)) : null
  /** Prices by unit. */
  const byUnit = (given: Duals): Duals => {
    if (units.isPlain) return given
    const cover = new Float64Array(count), cutStarts = new Int32Array(count + 1), cutOf: number[] = []
    for (let u = 0; u < count; u++) {
      for (const i of units.members[u]!) {
        cover[u]! += given.cover[i]!
        for (let k = given.cutStarts[i]!; k < given.cutStarts[i + 1]!; k++) cutOf.push(given.cutOf[k]!)
      }
      cutStarts[u + 1] = cutOf.length
    }
    return { ...given, cover, cutStarts, cutOf: Int32Array.from(cutOf) }
  }

  /** Patient-km of a unit's members to practice h. */
  const patientKm = (u: number, h: number): number => {
    let sum = 0
    for (const i of units.members[u]!) sum += problem.patients[i]! * ground.km(i, h)
    return sum
  }

  function reachOf(h: number): Reach {
    const known = reaches[h]
    if (known) return known
    const home = units.of[h]!, least = new Map<number, number>([[home, size[home]!]]), open = [home], done: number[] = []
    // Lightest way to each unit: a group with both holds at least that many patients.
    while (open.length && !isAlone[home]) {
      let at = 0
      for (let k = 1; k < open.length; k++) if (least.get(open[k]!)! < least.get(open[at]!)!) at = k
      const i = open.splice(at, 1)[0]!, here = least.get(i)!
      done.push(i)
      for (let e = starts[i]!; e < starts[i + 1]!; e++) {
        const j = near[e]!, there = here + size[j]!
        if (isAlone[j] || there > outer.max || !canStand[j] || (units.hasRivals && !units.mayMeet(home, j))) continue
        const known = least.get(j)
        if (known === undefined) open.push(j)
        if (known === undefined || there < known) least.set(j, there)
      }
    }
    const cost = new Map(done.map(u => [u, patientKm(u, h)])), far = new Map(done.map(u => [u, units.isPlain ? ground.km(u, h) : cost.get(u)! / size[u]!]))
    const others = done.filter(u => u !== home).sort((a, b) => far.get(a)! - far.get(b)!)
    const id = Int32Array.from([home, ...others]), m = id.length
    for (let c = 0; c < m; c++) place[id[c]!] = c
    const localStarts = new Int32Array(m + 1), localNear: number[] = []
    for (let c = 0; c < m; c++) {
      for (let e = starts[id[c]!]!; e < starts[id[c]! + 1]!; e++) if (place[near[e]!]! >= 0) localNear.push(place[near[e]!]!)
      localStarts[c + 1] = localNear.length
    }
    for (let c = 0; c < m; c++) place[id[c]!] = -1
    const partners = sharedPrice > 0 ? partnersOf(id) : { withHub: NOTHING, partnerStarts: NO_ROWS, partner: new Int16Array(0), partnerShared: NOTHING }
    const labels = [...new Set([...id].flatMap(u => [...units.members[u]!]).map(i => problem.network[i]!).filter(l => l >= 0))]
    const sides = new Set([...id].map(u => units.side[u]!).filter(side => side >= 0))
    return reaches[h] = {
      id, isMixed: sides.size > 1, cost: Float64Array.from(id, u => (cost.get(u) ?? 0) / THOUSAND), size: Float64Array.from(id, u => size[u]!),
      starts: localStarts, near: Int16Array.from(localNear), order: Int16Array.from({ length: m }, (_, c) => c), labels: Int32Array.from(labels), ...partners,
    }
  }

  function partnersOf(id: Int32Array): Pick<Reach, 'withHub' | 'partnerStarts' | 'partner' | 'partnerShared'> {
    const m = id.length, partnerStarts = new Int32Array(m + 1), partner: number[] = [], partnerShared: number[] = [], withHub = new Float64Array(m)
    for (let c = 1; c < m; c++) {
      withHub[c] = sharedPrice * sharedBetween(id[0]!, id[c]!)
      const found: { d: number; shared: number; rate: number }[] = []
      for (let d = 1; d < m; d++) {
        const people = d === c ? 0 : sharedBetween(id[c]!, id[d]!)
        if (people > 0) found.push({ d, shared: sharedPrice * people, rate: people / size[id[d]!]! })
      }
      found.sort((a, b) => b.rate - a.rate)
      for (const { d, shared } of found) { partner.push(d); partnerShared.push(shared) }
      partnerStarts[c + 1] = partner.length
    }
    return { withHub, partnerStarts, partner: Int16Array.from(partner), partnerShared: Float64Array.from(partnerShared) }
  }

  // One search's workspace, by place within the hub's reach; slot m is the list's end.
  let room = 0
  let gain = new Float64Array(0), ratio = new Float64Array(0), next = new Int16Array(0), prev = new Int16Array(0), touches = new Int16Array(0), taken = new Int16Array(0)
  let isIn = new Uint8Array(0), bonus = new Float64Array(0), mostHalf = new Float64Array(0), isListed = new Uint8Array(0)
  const cutCount = { of: new Uint8Array(0) }
  function makeRoom(m: number, cuts: number): void {
    if (m + 2 > room) {
      room = 2 * (m + 2)
      gain = new Float64Array(room); ratio = new Float64Array(room); next = new Int16Array(room); prev = new Int16Array(room)
      touches = new Int16Array(room); taken = new Int16Array(room); isIn = new Uint8Array(room); bonus = new Float64Array(room); mostHalf = new Float64Array(room); isListed = new Uint8Array(room)
    }
    if (cutCount.of.length < cuts) cutCount.of = new Uint8Array(cuts * 2)
  }

  // State of the search under way; closures over plain locals keep V8 happy.
  let r: Reach, duals: Duals, hub = 0, label = -1, head = 0, nodes = 0, limit = 0, threshold = 0, upper = 0, depth = 0
  let isCut = false, stopped = false
  let stop: () => boolean = () => false
  let found: (value: number) => void = () => {}

  const penalty = (p: number) => (p < band.min ? (band.min - p) * priceOfMiss : p > band.max ? (p - band.max) * priceOfMiss : 0)

  /** Greatest value any set can reach from here: value so far (without band price), patients so far, and the list of what may still come. */
  function bound(value: number, patients: number): number {
    let v = value - penalty(patients), p = patients
    for (let c = next[head]!; c !== head; c = next[c]!) {
      let left = r.size[c]!
      if (patients + left > outer.max) continue
      const rate = ratio[c]!
      while (left > 0) {
        let slope = rate, space: number
        if (p < band.min) { slope += priceOfMiss; space = (p < outer.min ? outer.min : band.min) - p }
        else if (p < band.max) space = band.max - p
        else { slope -= priceOfMiss; space = outer.max - p }
        if (slope <= 0 && p >= outer.min) return v
        const take = left < space ? left : space
        v += slope * take
        p += take
        left -= take
        if (p >= outer.max) return v
      }
    }
    return p < outer.min ? -Infinity : v
  }

  /**
   * The same where shared patients are worth something: each practice left counts what it shares with those taken (its bonus) and
   * half of what it shares with the best partners left that fit beside it; the other half is counted at the partner.
   */
  function boundWithShared(value: number, patients: number): number {
    const sizes = r.size, space = outer.max - patients
    let count = 0, total = 0, bestOfFrontier = -Infinity
    frontier = head
    for (let c = next[head]!; c !== head; c = next[c]!) {
      const own = sizes[c]!
      if (own > space) continue
      const isNear = touches[c]! > 0
      let worth = (gain[c]! + bonus[c]! + mostHalf[c]!) / own
      // Once the best fill the room, one that cannot be among them need not be looked at closely.
      if (total >= space && worth <= sortedRate[count - 1]! && !(isNear && worth > bestOfFrontier)) continue
      worth = (gain[c]! + bonus[c]! + halfOfPartners(c, space - own)) / own
      if (isNear && worth > bestOfFrontier) { bestOfFrontier = worth; frontier = c }
      if (total >= space && worth <= sortedRate[count - 1]!) continue
      let k = count++
      while (k > 0 && sortedRate[k - 1]! < worth) { sortedRate[k] = sortedRate[k - 1]!; sortedSize[k] = sortedSize[k - 1]!; k-- }
      sortedRate[k] = worth
      sortedSize[k] = own
      total += own
      while (total - sortedSize[count - 1]! >= space) total -= sortedSize[--count]!
    }
    let v = value - penalty(patients), p = patients
    for (let k = 0; k < count; k++) {
      let left = sortedSize[k]!
      const rate = sortedRate[k]!
      while (left > 0) {
        let slope = rate, space: number
        if (p < band.min) { slope += priceOfMiss; space = (p < outer.min ? outer.min : band.min) - p }
        else if (p < band.max) space = band.max - p
        else { slope -= priceOfMiss; space = outer.max - p }
        if (slope <= 0 && p >= outer.min) return v
        const take = left < space ? left : space
        v += slope * take
        p += take
        left -= take
        if (p >= outer.max) return v
      }
    }
    return p < outer.min ? -Infinity : v
  }
  /** Practice of the frontier worth most, found on the way by boundWithShared. */
  let frontier = 0
  let sortedRate = new Float64Array(256), sortedSize = new Float64Array(256)

  const limitOf = (value: number, patients: number) => (sharedPrice > 0 ? boundWithShared(value, patients) : bound(value, patients))

  /** Takes unit c in; returns what that earns, cut prices included. */
  function take(c: number): number {
    let earned = gain[c]! + bonus[c]!
    isIn[c] = 1
    isListed[c] = 0
    taken[depth++] = c
    const before = prev[c]!, after = next[c]!
    next[before] = after
    prev[after] = before
    for (let e = r.starts[c]!; e < r.starts[c + 1]!; e++) touches[r.near[e]!]!++
    if (isCut) {
      const i = r.id[c]!
      for (let k = duals.cutStarts[i]!; k < duals.cutStarts[i + 1]!; k++) {
        const cut = duals.cutOf[k]!
        if (++cutCount.of[cut]! === 2) earned += duals.cut[cut]!
      }
    }
    if (sharedPrice > 0) for (let k = r.partnerStarts[c]!; k < r.partnerStarts[c + 1]!; k++) bonus[r.partner[k]!]! += r.partnerShared[k]!
    return earned
  }

  function giveBack(c: number): void {
    if (sharedPrice > 0) for (let k = r.partnerStarts[c]!; k < r.partnerStarts[c + 1]!; k++) bonus[r.partner[k]!]! -= r.partnerShared[k]!
    if (isCut) {
      const i = r.id[c]!
      for (let k = duals.cutStarts[i]!; k < duals.cutStarts[i + 1]!; k++) cutCount.of[duals.cutOf[k]!]!--
    }
    for (let e = r.starts[c]!; e < r.starts[c + 1]!; e++) touches[r.near[e]!]!--
    next[prev[c]!] = c
    prev[next[c]!] = c
    depth--
    isIn[c] = 0
    isListed[c] = 1
  }

  function explore(value: number, patients: number): void {
    if (patients >= outer.min && value - penalty(patients) > threshold && keepsPairs()) found(value - penalty(patients))
    let refused = 0
    const mark = depth
    for (;;) {
      const best = limitOf(value, patients)
      if (best <= threshold) break
      let c = frontier
      if (sharedPrice === 0) for (c = next[head]!; c !== head && (touches[c] === 0 || patients + r.size[c]! > outer.max);) c = next[c]!
      if (c === head) break
      if (++nodes > limit || stopped || ((nodes & 255) === 0 && (stopped = stop()))) { if (best > upper) upper = best; break }
      const earned = take(c), barred = isRestricted ? bar(c) : 0
      explore(value + earned, patients + r.size[c]!)
      letBack(barred)
      giveBack(c)
      // Refused from here on: out of the list until this call ends.
      setAside(c)
      refused++
      if (depth !== mark) throw new Error('grouping: search lost its place')
    }
    letBack(refused)
  }

  /** Out of the list, until `letBack`; last out, first back. */
  const trail: number[] = []
  function setAside(c: number): void {
    next[prev[c]!] = next[c]!
    prev[next[c]!] = prev[c]!
    isListed[c] = 0
    trail.push(c)
  }
  function letBack(many: number): void {
    while (many-- > 0) {
      const c = trail.pop()!
      next[prev[c]!] = c
      prev[next[c]!] = c
      isListed[c] = 1
    }
  }

  /** Sets aside whoever may not be with c; returns how many. */
  function bar(c: number): number {
    const before = trail.length
    for (const j of apart[r.id[c]!] ?? []) if (place[j]! > 0 && isListed[place[j]!]) setAside(place[j]!)
    const side = r.isMixed ? units.side[r.id[c]!]! : -1
    if (side >= 0) for (let d = next[head]!; d !== head; d = next[d]!) if (units.side[r.id[d]!]! >= 0 && units.side[r.id[d]!] !== side) setAside(d)
    return trail.length - before
  }

  function keepsPairs(): boolean {
    if (!isRestricted) return true
    for (let k = -1; k < depth; k++) {
      const mates = together[r.id[k < 0 ? 0 : taken[k]!]!]
      if (mates) for (const j of mates) if (place[j]! < 0 || (place[j] !== 0 && !isIn[place[j]!])) return false
    }
    return true
  }

  /** Searches one hub under one label. Calls `found` with the members in taken[0 .. depth) and the hub. */
  function search(h: number, forLabel: number): void {
    r = reachOf(h)
    hub = h
    label = forLabel
    const m = r.id.length
    makeRoom(m, duals.cut.length)
    head = m
    depth = 0
    isCut = duals.cut.length > 0
    const worth = (c: number) => {
      const u = r.id[c]!
      return duals.cover[u]! - r.cost[c]! - (priceOfChange > 0 ? priceOfChange * elsewhere(u, label) : 0) + (within ? within[u]! : 0)
    }
    const constant = duals.count + (label >= 0 ? duals.network[label]! : 0)
    if (isAlone[r.id[0]!]) {
      const value = worth(0) + constant
      if (value > threshold) found(value)
      return
    }
    for (let c = 0; c < m; c++) { gain[c] = worth(c); ratio[c] = gain[c]! / r.size[c]!; touches[c] = 0; isIn[c] = 0; bonus[c] = sharedPrice > 0 ? r.withHub[c]! : 0; isListed[c] = 1 }
    isListed[0] = 0
    if (isTaken) for (let c = 0; c < m; c++) if (isTaken[r.id[c]!]) isListed[c] = 0
    if (sharedPrice > 0) {
      if (sortedRate.length < m + 1) { sortedRate = new Float64Array(2 * m); sortedSize = new Float64Array(2 * m) }
      for (let c = 1; c < m; c++) mostHalf[c] = halfOfPartners(c, outer.max - r.size[0]! - r.size[c]!)
    }
    // Best value a patient first; almost in order since the last time.
    const { order } = r
    const rank = (c: number) => (sharedPrice > 0 ? ratio[c]! + (r.withHub[c]! + mostHalf[c]!) / r.size[c]! : ratio[c]!)
    for (let k = 2; k < m; k++) {
      const c = order[k]!, mine = rank(c)
      let at = k - 1
      while (at >= 1 && rank(order[at]!) < mine) { order[at + 1] = order[at]!; at-- }
      order[at + 1] = c
    }
    let last = head
    for (let k = 1; k < m; k++) { const c = order[k]!; if (!isListed[c]) continue; next[last] = c; prev[c] = last; last = c }
    next[last] = head
    prev[head] = last
    const home = r.id[0]!
    let value = gain[0]! + constant
    for (let e = r.starts[0]!; e < r.starts[1]!; e++) touches[r.near[e]!]!++
    isIn[0] = 1
    if (isCut) for (let k = duals.cutStarts[home]!; k < duals.cutStarts[home + 1]!; k++) if (++cutCount.of[duals.cutOf[k]!]! === 2) value += duals.cut[duals.cutOf[k]!]!
    const whole = limitOf(value, r.size[0]!)
    if (whole > threshold) {
      if (isRestricted) { for (let c = 0; c < m; c++) place[r.id[c]!] = c; bar(0) }
      if (!stopped && (sharedPrice === 0 || limit > QUICK)) probe(value)
      explore(value, r.size[0]!)
      if (isRestricted) { for (let c = 0; c < m; c++) place[r.id[c]!] = -1; trail.length = 0 }
    }
    if (isCut) for (let k = duals.cutStarts[home]!; k < duals.cutStarts[home + 1]!; k++) cutCount.of[duals.cutOf[k]!]!--
  }

  /** Drops practices that no group above the threshold can hold, then those no longer in reach. */
  function probe(value: number): void {
    for (let c = next[head]!; c !== head; c = next[c]!) {
      const before = prev[c]!, after = next[c]!
      next[before] = after
      prev[after] = before
      isListed[c] = 0
      // It is out of the list now, so its partners no longer count their half of it: it counts the whole.
      const withOthers = sharedPrice > 0 ? bonus[c]! + 2 * halfOfPartners(c, outer.max - r.size[0]! - r.size[c]!) : 0
      if (limitOf(value + gain[c]! + withOthers, r.size[0]! + r.size[c]!) > threshold) { next[before] = c; prev[after] = c; isListed[c] = 1 }
    }
    if (marked.length < room) { marked = new Int32Array(room); reachable = new Int16Array(room); mark = 0 }
    mark++
    let tail = 0, at = 0
    for (let c = next[head]!; c !== head; c = next[c]!) marked[c] = -mark
    for (let e = r.starts[0]!; e < r.starts[1]!; e++) { const c = r.near[e]!; if (marked[c] === -mark) { marked[c] = mark; reachable[tail++] = c } }
    while (at < tail) {
      const c = reachable[at++]!
      for (let e = r.starts[c]!; e < r.starts[c + 1]!; e++) { const d = r.near[e]!; if (marked[d] === -mark) { marked[d] = mark; reachable[tail++] = d } }
    }
    for (let c = next[head]!; c !== head; c = next[c]!) if (marked[c] === -mark) { next[prev[c]!] = next[c]!; prev[next[c]!] = prev[c]!; isListed[c] = 0 }
  }
  let marked = new Int32Array(0), reachable = new Int16Array(0), mark = 0

  /** Half of what practice c shares with the best partners left that fit in this much room beside it. */
  function halfOfPartners(c: number, room: number): number {
    const { partnerStarts, partner, partnerShared, size: sizes } = r
    let left = room, sum = 0
    for (let k = partnerStarts[c]!; left > 0 && k < partnerStarts[c + 1]!; k++) {
      const d = partner[k]!, own = sizes[d]!
      if (!isListed[d] || own > room) continue
      if (own <= left) sum += partnerShared[k]!
      else sum += (partnerShared[k]! * left) / own
      left -= own
    }
    return sum / 2
  }

  const membersFound = (): Int32Array => {
    const found = new Int32Array(depth + 1)
    found[0] = r.id[0]!
    for (let k = 0; k < depth; k++) found[k + 1] = r.id[taken[k]!]!
    return (units.isPlain ? found : Int32Array.from([...found].flatMap(u => [...units.members[u]!]))).sort()
  }
  /** −1 always, then each network in reach, or none where changes carry no price. */
  const labelsOf = (h: number): number[] => (priceOfChange > 0 && networks > 0 ? [...reachOf(h).labels, -1] : [-1])

  // A hub searched to the end in vain stays so until a price in its reach rises: round of its last vain search, and of each practice's last rise.
  const vainSince = new Int32Array(n).fill(-1), roseAt = new Int32Array(count)
  let round = 0, before: Duals | null = null
  const isVain = (h: number): boolean => {
    if (vainSince[h]! < 0) return false
    for (const u of reachOf(h).id) if (roseAt[u]! > vainSince[h]!) return false
    return true
  }
  function noteRises(): void {
    round++
    if (!before || duals.count > before.count) roseAt.fill(round)
    else {
      for (let u = 0; u < count; u++) if (duals.cover[u]! > before.cover[u]!) roseAt[u] = round
      if (duals.network.length > 0) for (let i = 0; i < n; i++) { const l = problem.network[i]!; if (l >= 0 && duals.network[l]! > before.network[l]!) roseAt[units.of[i]!] = round }
      // A cut whose price rose frees all who share it; cuts keep their numbers, later ones start at 0.
      for (const from of [before, duals]) for (let u = 0; u < count; u++) for (let k = from.cutStarts[u]!; k < from.cutStarts[u + 1]!; k++) {
        const cut = from.cutOf[k]!
        if (duals.cut[cut]! > (before.cut[cut] ?? 0)) roseAt[u] = round
      }
    }
    before = duals
  }

  const isSpokenFor = (h: number) => !canStand[units.of[h]!] || (isTaken !== null && isTaken[units.of[h]!] !== 0)

  const pricer: Pricer = {
    price(given, options) {
      duals = byUnit(given)
      noteRises()
      stop = options.isStopped
      stopped = false
      const columns: Column[] = [], upperByHub = new Float64Array(n)
      let isComplete = true
      for (let h = 0; h < n; h++) {
        if (isSpokenFor(h) || isVain(h)) continue
        stopped ||= stop()
        const best: { value: number; members: Int32Array; label: number }[] = []
        threshold = options.threshold
        upper = 0
        found = value => {
          let k = best.length
          while (k > 0 && best[k - 1]!.value < value) k--
          best.splice(k, 0, { value, members: membersFound(), label })
          if (best.length > options.keep) best.pop()
          if (best.length === options.keep) threshold = Math.max(threshold, best[best.length - 1]!.value)
        }
        let isWhole = true
        for (const l of labelsOf(h)) {
          nodes = 0
          limit = options.nodeLimit
          search(h, l)
          if (nodes > limit || stopped) isWhole = false
        }
        isComplete &&= isWhole
        vainSince[h] = isWhole && best.length === 0 ? round : -1
        if (best.length) upper = Math.max(upper, best[0]!.value)
        upperByHub[h] = upper
        for (const { members, label: l } of best) columns.push(ground.price(members, l))
        if (stopped) isComplete = false
      }
      return { columns, upper: upperByHub, isComplete }
    },
    collect(given, from, most, isStopped) {
      duals = byUnit(given)
      stop = isStopped
      stopped = false
      threshold = from
      limit = Infinity
      const columns: Column[] = []
      for (let h = 0; h < n && !stopped && columns.length <= most; h++) {
        if (isSpokenFor(h)) continue
        upper = 0
        found = () => {
          const column = ground.price(membersFound(), label)
          if (column.hub === hub && columns.length <= most) columns.push(column)
          if (columns.length > most) stopped = true
        }
        for (const l of labelsOf(h)) { nodes = 0; search(h, l) }
      }
      return stopped || columns.length > most ? null : columns
    },
    restrict(pairs, spokenFor = null) {
      isTaken = spokenFor
      if (spokenFor && !units.isPlain) { isTaken = new Uint8Array(count); for (let i = 0; i < n; i++) if (spokenFor[i]) isTaken[units.of[i]!] = 1 }
      vainSince.fill(-1)
      isRestricted = pairs.together.length + pairs.apart.length > 0 || units.hasRivals
      together = []
      apart = units.rivals.map(rivals => rivals?.slice())
      const put = (lists: (number[] | undefined)[], flat: Int32Array) => { for (let k = 0; k < flat.length; k += 2) { const u = units.of[flat[k]!]!, v = units.of[flat[k + 1]!]!; (lists[u] ??= []).push(v); (lists[v] ??= []).push(u) } }
      put(together, pairs.together)
      put(apart, pairs.apart)
    },
  }
  pricer.restrict({ together: NO_ROWS, apart: NO_ROWS })
  return pricer
}
