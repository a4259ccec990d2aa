/** What `kolo count` prints for people: one table, the overlaps by name, the doubts. Plain text, so that it can be pasted into a mail. */
import { formatDays, formatNumber } from '#platform/words/format.ts';
import type { Translate } from '#platform/words/translate.ts';
import type { CountReport, GroupFigures } from './report.ts';

/** The whole output, without a line break at its end. `cycles`: files that count as one list. */
export function terminalText(report: CountReport, cycles: readonly string[][], t: Translate): string {
  const n = (value: number) => formatNumber(t.locale, value);
  const figures = (one: { attendances: number; people: number; organisations: number; csos: number }, completed: string, net: number, gross: string) =>
    [n(one.attendances), n(one.people), completed, n(one.organisations), n(one.csos), n(net), gross];
  const ofGroup = (group: GroupFigures) => figures(group, n(group.completed), group.municipalities.net, n(group.municipalities.gross));

  const head = [t('counting.list'), t('counting.attendances'), t('counting.people'), t('counting.completed'), t('counting.organisations'), t('counting.csos'), t('counting.municipalities'), t('counting.mentions')];
  const files = report.files.map((file) => [nameOfList(file), ...figures(file, '', file.municipalities.net, '')]);
  const groups = Object.entries(report.groups).map(([name, group]) => [name, ...ofGroup(group)]);
  const all = [t('counting.all'), ...ofGroup(report.all)];

  const blocks = [
    report.files.map((file) => heldAt(file, t)).join('\n'),
    table([head, ...files], [...groups, all]),
    ...Object.entries(report.groups).map(([name, group]) => overlaps(name, group, t)),
    overlaps(t('counting.all'), report.all, t),
    ...cycles.map((names) => t('counting.cycle', { files: names.join(', ') })),
    doubts(report, t),
  ];
  return blocks.filter(Boolean).join('\n\n');
}

type ReportedFile = CountReport['files'][number];

const nameOfList = ({ file, sheet }: ReportedFile): string => `${file.split(/[/\\]/).at(-1)}${sheet ? ` · ${sheet}` : ''}`;

function heldAt(file: ReportedFile, t: Translate): string {
  const days = file.days.filter((day) => day !== null);
  const when = days.length > 0 ? formatDays(t.locale, days[0]!, days.at(-1)!) : '';
  const held = file.venue && when ? t('counting.held', { place: file.venue.name, days: when }) : (file.venue?.name ?? when);
  return [nameOfList(file), file.title, held].filter(Boolean).join(' · ');
}

/** Columns as wide as their widest cell; words to the left, numbers to the right; a line between lists and sums. */
function table(lists: string[][], sums: string[][]): string {
  const widths = lists[0]!.map((_, column) => Math.max(...[...lists, ...sums].map((row) => row[column]!.length)));
  const line = (row: string[]) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  ').trimEnd();
  const rule = '─'.repeat(widths.reduce((sum, width) => sum + width + 2, -2));
  return [line(lists[0]!), rule, ...lists.slice(1).map(line), rule, ...sums.map(line)].join('\n');
}

function overlaps(name: string, { municipalities }: GroupFigures, t: Translate): string {
  if (municipalities.overlaps.length === 0) return `${name}: ${t('counting.no_overlap')}`;
  return [`${name}: ${t('counting.overlaps')}`, ...municipalities.overlaps.map((one) => `  ${t('counting.overlap', { name: one.name, times: one.times })}`)].join('\n');
}

function doubts({ doubts }: CountReport, t: Translate): string {
  const said = doubts.map((doubt) => {
    const file = doubt.file.split(/[/\\]/).at(-1)!;
    const where = doubt.row === null ? file : t('counting.doubt_at', { file, row: String(doubt.row) });
    const places = doubt.field === 'place' ? doubt.proposals.flatMap((one) => ('unit' in one && 'name' in one ? [one.name] : [])) : [];
    return `  ${where}: ${doubt.reason}${places.length > 1 ? ` ${t('counting.proposed', { names: places.slice(0, 4).join(', ') })}` : ''}`;
  });
  return [t('counting.doubts', { n: doubts.length }), ...said].join('\n');
}
