import {
	render,
	type Component,
	type ComponentImport,
	type ComponentOptions
} from 'vitest-browser-svelte';
import type { Locale } from '#domain/hotline.ts';
import TestFrame from '#ui/TestFrame.svelte';

/** Renders a component as the app would, in one of its languages. */
export function renderIn<C extends Component>(
	locale: Locale,
	component: ComponentImport<C>,
	options: ComponentOptions<C>
) {
	return render(component, options, { wrapper: TestFrame, wrapperProps: { locale } });
}
