import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

export default ts.config(
	{
		ignores: ['build/', '.svelte-kit/', 'data/', '.cache/', 'test-results/', 'playwright-report/']
	},
	...ts.configs.recommended,
	...svelte.configs.recommended,
	{ languageOptions: { globals: { ...globals.browser, ...globals.node } } },
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } }
	},
	{
		rules: {
			'no-console': 'error',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
			'no-restricted-imports': [
				'error',
				{ patterns: [{ group: ['../../*'], message: 'Use a #folder/ import.' }] }
			],
			'svelte/no-navigation-without-resolve': 'off'
		}
	},
	{ files: ['scripts/**', 'tests/**', 'src/server/main.ts'], rules: { 'no-console': 'off' } },
	{ files: ['.dependency-cruiser.cjs'], languageOptions: { sourceType: 'commonjs' } }
);
