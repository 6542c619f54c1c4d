namespace Cluster.Catalog.Events;

/// <summary>Reads what listeners did, for those who judge experiments. Safe for concurrent use.</summary>
public interface IEventReader
{
    /// <summary>What the units of an experiment's arms did, by arm and unit.</summary>
    /// <exception cref="FormatException">The cursor is not one of ours, or is of another query.</exception>
    Task<Page<UnitOutcomes>> ReadOutcomesAsync(OutcomeQuery query, CancellationToken cancellationToken);

    /// <summary>The name by which <see cref="UnitOutcomes.Unit"/> knows a unit, to join outcomes with exposures.</summary>
    Task<string> HashUnitAsync(string unit, CancellationToken cancellationToken);
}
