namespace Cluster.Catalog.Sql;

/// <summary>One column with what it holds of an entity.</summary>
/// <typeparam name="T">The entity.</typeparam>
/// <param name="Name">The column's name.</param>
internal abstract record SqlColumn<T>(string Name)
{
    /// <summary>Its parameter.</summary>
    public string Parameter { get; } = "$" + Name;

    /// <summary>Sets its parameter.</summary>
    public abstract void Set(SqlStatement statement, T entity);

    /// <summary>Its values of many entities, as an array whose element type tells the column's.</summary>
    public abstract Array Values(IReadOnlyList<T> entities);

    /// <summary>The same column of a whole that has this entity as a part.</summary>
    public abstract SqlColumn<TWhole> Of<TWhole>(Func<TWhole, T?> get);
}

internal sealed record TextColumn<T>(string Name, Func<T, string?> Get) : SqlColumn<T>(Name)
{
    public override void Set(SqlStatement statement, T entity) => statement.Set(Parameter, Get(entity));

    public override Array Values(IReadOnlyList<T> entities) => entities.Select(Get).ToArray();

    public override SqlColumn<TWhole> Of<TWhole>(Func<TWhole, T?> get) => new TextColumn<TWhole>(Name, whole => get(whole) is { } part ? Get(part) : null);
}

internal sealed record NumberColumn<T>(string Name, Func<T, long?> Get) : SqlColumn<T>(Name)
{
    public override void Set(SqlStatement statement, T entity) => statement.Set(Parameter, Get(entity));

    public override Array Values(IReadOnlyList<T> entities) => entities.Select(Get).ToArray();

    public override SqlColumn<TWhole> Of<TWhole>(Func<TWhole, T?> get) => new NumberColumn<TWhole>(Name, whole => get(whole) is { } part ? Get(part) : null);
}

internal sealed record RealColumn<T>(string Name, Func<T, double?> Get) : SqlColumn<T>(Name)
{
    public override void Set(SqlStatement statement, T entity) => statement.Set(Parameter, Get(entity));

    public override Array Values(IReadOnlyList<T> entities) => entities.Select(Get).ToArray();

    public override SqlColumn<TWhole> Of<TWhole>(Func<TWhole, T?> get) => new RealColumn<TWhole>(Name, whole => get(whole) is { } part ? Get(part) : null);
}

internal sealed record BytesColumn<T>(string Name, Func<T, byte[]?> Get) : SqlColumn<T>(Name)
{
    public override void Set(SqlStatement statement, T entity) => statement.Set(Parameter, Get(entity));

    public override Array Values(IReadOnlyList<T> entities) => entities.Select(Get).ToArray();

    public override SqlColumn<TWhole> Of<TWhole>(Func<TWhole, T?> get) => new BytesColumn<TWhole>(Name, whole => get(whole) is { } part ? Get(part) : null);
}
