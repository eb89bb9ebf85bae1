/**
 * What there is to decide: scenarios, each a machine put together from one choice per axis.
 *
 * <p>Where to begin: {@link org.shootdown.catalogue.Scenario}, then {@link org.shootdown.catalogue.Catalogue}. {@code
 * MainCatalogue} and {@code MisuseCatalogue} are {@code CombinedCatalogue}s: every {@code Combination} of policies, backends
 * and walkers ({@link org.shootdown.catalogue.Parts}), {@code Operation}s and {@code CpuSituation}s that no rule leaves out,
 * and the boots of {@code BootScenarios}. {@code Assembly} builds the machine. {@code HistoryCatalogue} lists known bugs.
 * {@link org.shootdown.catalogue.Selection} picks scenarios by name or by choice, and says what is wrong with a wish.
 */
package org.shootdown.catalogue;
