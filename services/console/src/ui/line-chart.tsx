import { theme } from 'antd';
import { LineChart as Lines } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type EChartsType, init, use as register } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

register([Lines, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer]);

interface Props {
  /** What stands under the line, one a point. */
  readonly x: readonly string[];
  /** A gap where a value is null. */
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  /** In words, what the picture shows. */
  readonly label: string;
  readonly format?: (value: number) => string;
  /** Values are whole numbers: no line between two of them. */
  readonly isWhole?: boolean;
  readonly heightPx?: number;
}
const OTHER_COLOURS = ['#c2762b', '#5b6ee1', '#8a5a9e', '#4f8f3a'];
type Token = ReturnType<typeof theme.useToken>['token'];

/** A value between two gaps makes no line: it has to be a dot. */
const hasLonePoint = (values: readonly (number | null)[]): boolean =>
  values.some((value, at) => value !== null && (values[at - 1] ?? null) === null && (values[at + 1] ?? null) === null);

/**
 * The picture's options. Rich text in the tooltip: HTML would bring style attributes, which the page's policy refuses.
 */
function optionsOf({ x, series, label, format, isWhole }: Props, token: Token) {
  const text = { color: token.colorTextSecondary, fontFamily: token.fontFamily };
  const valueFormatter = format && ((value: unknown) => (typeof value === 'number' ? format(value) : '–'));
  return {
    animation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    animationDuration: 300,
    textStyle: { fontFamily: token.fontFamily },
    aria: { enabled: true, label: { description: label } },
    color: [token.colorLink, ...OTHER_COLOURS],
    grid: { left: 4, right: 4, top: series.length > 1 ? 40 : 16, bottom: 4, containLabel: true },
    ...(series.length > 1 && {
      legend: { top: 4, left: 0, icon: 'roundRect', itemWidth: 14, itemHeight: 3, textStyle: text },
    }),
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      backgroundColor: token.colorBgElevated,
      borderColor: token.colorBorder,
      textStyle: { color: token.colorText, fontFamily: token.fontFamily },
      ...(valueFormatter && { valueFormatter }),
    },
    xAxis: {
      type: 'category',
      data: [...x],
      boundaryGap: false,
      // The last says which period is shown: it stays, within the picture, whatever else has no room.
      axisLabel: {
        ...text,
        hideOverlap: true,
        showMinLabel: true,
        showMaxLabel: true,
        alignMinLabel: 'left',
        alignMaxLabel: 'right',
      },
      axisLine: { lineStyle: { color: token.colorBorder } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value',
      ...(isWhole && { minInterval: 1 }),
      axisLabel: { ...text, ...(format && { formatter: format }) },
      splitLine: { lineStyle: { color: token.colorBorderSecondary } },
    },
    series: series.map(({ name, values }) => ({
      type: 'line',
      name,
      data: [...values],
      showSymbol: hasLonePoint(values),
      lineStyle: { width: 2 },
      emphasis: { focus: 'series' },
    })),
  };
}

/** Lines over time. Load it lazily: the charts weigh more than the page. */
export function LineChart(props: Props) {
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const { token } = theme.useToken();
  useEffect(() => {
    const made = (chart.current = init(holder.current, null, { renderer: 'svg' }));
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(holder.current!);
    return () => {
      watch.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(optionsOf(props, token), true);
  }, [props, token]);
  return (
    <div ref={holder} role="img" aria-label={props.label} style={{ height: props.heightPx ?? 280, width: '100%' }} />
  );
}
