namespace Cluster.Modeling.Comparison;

/// <summary>How p-values are corrected for their number.</summary>
public enum MultipleTesting
{
    /// <summary>Not even one false alarm in most tables: for decisions that block.</summary>
    Holm,

    /// <summary>Few false alarms among the alarms: for lists that a person looks at.</summary>
    BenjaminiHochberg,
}
