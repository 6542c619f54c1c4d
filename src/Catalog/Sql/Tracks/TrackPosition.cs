namespace Cluster.Catalog.Sql.Tracks;

/// <summary>Where a page of a search begins.</summary>
/// <param name="ById">In the list that is ordered by track id.</param>
/// <param name="Confidence">The last entry's confidence; null when it had none.</param>
/// <param name="TrackId">The last entry's id; null at the beginning.</param>
internal sealed record TrackPosition(bool ById, double? Confidence, string? TrackId)
{
    public void Write(BinaryWriter writer)
    {
        writer.Write(ById);
        writer.Write(Confidence ?? double.NaN);
        writer.Write(TrackId!);
    }

    public static TrackPosition Read(BinaryReader reader)
    {
        var byId = reader.ReadBoolean();
        var confidence = reader.ReadDouble();
        return new TrackPosition(byId, double.IsNaN(confidence) ? null : confidence, reader.ReadString());
    }
}
