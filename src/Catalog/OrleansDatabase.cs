using System.Data.Common;

namespace Cluster.Catalog;

/// <summary>What Orleans' ADO.NET providers need for clustering, grain storage and reminders in the catalogue's database. Give them both properties.</summary>
/// <param name="invariant">See <see cref="Invariant"/>.</param>
/// <param name="dataSource">See <see cref="DataSource"/>.</param>
public class OrleansDatabase(string invariant, DbDataSource dataSource)
{
    /// <summary>The name by which Orleans finds the driver.</summary>
    public string Invariant { get; } = invariant;

    /// <summary>Makes the connections.</summary>
    public DbDataSource DataSource { get; } = dataSource;
}
