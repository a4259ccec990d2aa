import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

// The house's import rules (docs/decisions/0001-the-house.md), held by reading the source.

const root = resolve(import.meta.dirname, '..');
const files = globSync(['src/**/*.ts', 'src/**/*.svelte', 'bin/**/*.ts'], { cwd: root }).filter((file) => !file.includes('generated') && !file.endsWith('.d.ts'));

interface Import {
  from: string;
  isType: boolean;
  to: string;
}

const imports: Import[] = files.flatMap((from) => {
  const text = readFileSync(join(root, from), 'utf8');
  return [...text.matchAll(/(?:import|export)\s(?:[^'";]*?from\s*)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g)].map((match) => {
    const target = (match[1] ?? match[2])!;
    const isType = /^(?:import|export)\s+type\b/.test(match[0]);
    if (target.startsWith('#')) return { from, isType, to: target.replace(/^#(platform|modules|ui)\//, 'src/$1/').replace(/^#registry$/, 'src/registry.ts') };
    if (target.startsWith('.')) return { from, isType, to: relative(root, resolve(root, dirname(from), target)) };
    return { from, isType, to: target };
  });
});

const layer = (path: string) => path.match(/^src\/(routes|modules|platform|ui)\//)?.[1] ?? (path.startsWith('bin/') ? 'bin' : null);
const moduleOf = (path: string) => path.match(/^src\/modules\/([^/]+)\//)?.[1] ?? null;
const isTest = (path: string) => /\.test\.ts$|\/testing[^/]*\.ts$|\/fixtures\//.test(path);
const offenders = (rule: (i: Import) => boolean) => imports.filter((i) => !isTest(i.from) && rule(i)).map((i) => `${i.from} → ${i.to}`);

describe('imports run one way', () => {
  it('reads the source at all', () => expect(imports.length).toBeGreaterThan(100));

  it('platform knows no module, no page and no design', () => {
    expect(offenders((i) => layer(i.from) === 'platform' && ['modules', 'routes', 'ui'].includes(layer(i.to) ?? ''))).toEqual([]);
  });

  it('modules know no page, and design only in their ui folder', () => {
    expect(offenders((i) => layer(i.from) === 'modules' && layer(i.to) === 'routes')).toEqual([]);
    expect(offenders((i) => layer(i.from) === 'modules' && layer(i.to) === 'ui' && !i.from.includes('/ui/'))).toEqual([]);
  });

  it('ui knows no domain noun', () => {
    expect(offenders((i) => layer(i.from) === 'ui' && ['modules', 'routes'].includes(layer(i.to) ?? ''))).toEqual([]);
  });

  it('SvelteKit is imported by pages and hooks only', () => {
    expect(offenders((i) => /^(@sveltejs\/kit|\$app)(\/|$)/.test(i.to) && !/^src\/(routes\/|hooks|service-worker|params)/.test(i.from))).toEqual([]);
  });

  it('only routes, bin and hooks import the registry', () => {
    expect(offenders((i) => i.to === 'src/registry.ts' && !/^(src\/routes\/|src\/hooks|bin\/)/.test(i.from))).toEqual([]);
  });

  it('pages speak no SQL', () => {
    const speaking = files.filter((file) => layer(file) === 'routes' && /\.(selectFrom|insertInto|updateTable|deleteFrom)\(|\bsql`/.test(readFileSync(join(root, file), 'utf8')));
    expect(speaking).toEqual([]);
  });

  it('modules use each other without circles', () => {
    const edges = new Map<string, Set<string>>();
    for (const { from, to } of imports) {
      const [a, b] = [moduleOf(from), moduleOf(to)];
      if (a && b && a !== b && !isTest(from)) edges.set(a, (edges.get(a) ?? new Set()).add(b));
    }
    const circles: string[] = [];
    const walk = (node: string, path: string[]) => {
      if (path.includes(node)) return void circles.push([...path.slice(path.indexOf(node)), node].join(' → '));
      for (const next of edges.get(node) ?? []) walk(next, [...path, node]);
    };
    for (const start of edges.keys()) walk(start, []);
    expect(circles).toEqual([]);
  });
});

describe('what a folder holds', () => {
  const modules = [...new Set(files.map(moduleOf).filter((name) => name !== null))];

  it('every module says what it is', () => {
    const bare = modules.filter((name) => !globSync(`src/modules/${name}/README.md`, { cwd: root }).length);
    expect(bare).toEqual([]);
  });

  it('no drawer for odds and ends', () => {
    // Services to children and families are a noun of the domain, in the module and in the addresses of pages; elsewhere the word names a drawer.
    const isDrawer = (file: string) => /\/(utils?|helpers?|types|index)(\.ts|\/)/.test(file) || (/\/services(\.ts|\/)/.test(file) && !/^src\/(modules\/services|routes\/.*\/services)\//.test(file));
    expect(files.filter(isDrawer)).toEqual([]);
  });

  // Parts of queries and commands that were split by noun and still carry the noun's name alone. The list only shrinks.
  const speakSqlUnderANoun = [
    ...['added', 'applying', 'decisions', 'known', 'progress', 'reading', 'resolving'].map((name) => `src/modules/events/import/${name}.ts`),
    ...['behind', 'characteristic', 'explain', 'facts-where', 'methods', 'recording'].map((name) => `src/modules/results/${name}.ts`),
  ];

  it('no sentence runs into the one before it', () => {
    // A space at the beginning of a block is not kept by the compiler: between two words it is written as an expression.
    const lost = files.filter((file) => file.endsWith('.svelte')).flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(/\S\{#if [^{}\n]+\} (?=\S)/g)].map(([found]) => `${file}: ${found}`));
    expect(lost).toEqual([]);
  });

  it('files with a domain word as name are pure: no database, no Kit', () => {
    const roles = /((?:^|[/-])queries|commands|jobs|api|import|access|load|seed|keys|testing[^/]*|rebuild)\.ts$/;
    const impure = offenders((i) => !i.isType && layer(i.from) === 'modules' && i.from.endsWith('.ts') && !roles.test(i.from) && /^(kysely|pg)$|^src\/platform\/db\/(database|transaction)/.test(i.to));
    const files = [...new Set(impure.map((line) => line.split(' → ')[0]!))].sort();
    expect(files).toEqual(files.filter((file) => speakSqlUnderANoun.includes(file)));
    expect(speakSqlUnderANoun.filter((file) => !files.includes(file))).toEqual([]);
  });
});
