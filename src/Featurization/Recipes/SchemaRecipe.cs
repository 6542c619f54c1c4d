namespace Cluster.Featurization.Recipes;

/// <summary>All that sets one kind of schema apart from the others: its stream, its clips, its names, its id and its computation.</summary>
/// <remarks>One implementation for each <see cref="FeatureRecipe"/>. Nothing else asks which recipe it has before it. Immutable; thread-safe.</remarks>
internal abstract class SchemaRecipe
{
    private static readonly SchemaRecipe[] All = [new LibrosaRecipe(), new LogMelRecipe(), new MirToolboxRecipe()];

    /// <summary>The settings under which the recipe is released.</summary>
    public static IEnumerable<FeatureOptions> Released => All.Select(recipe => recipe.Defaults);

    /// <summary>The version of the recipe, by which a schema with its defaults is asked for.</summary>
    public abstract string Version { get; }

    /// <summary>What the values are.</summary>
    public abstract FeatureForm Form { get; }

    /// <summary>Sample rate in Hz of what the extractor is given.</summary>
    public virtual int SampleRate => FeatureOptions.SampleRate;

    /// <summary>Which clips it takes.</summary>
    public virtual ClipRule Clips => ClipRule.Any;

    /// <summary>Whether clips are brought into the shape of some recordings first, unless <see cref="FeatureOptions.FrontEnd"/> says otherwise.</summary>
    public virtual bool HasFrontEnd => false;

    /// <summary>The settings under which it is released.</summary>
    public abstract FeatureOptions Defaults { get; }

    /// <summary>The recipe behind its name.</summary>
    /// <param name="recipe">The name.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public static SchemaRecipe Of(FeatureRecipe recipe) =>
        Enum.IsDefined(recipe) ? All[(int)recipe] : throw new ArgumentOutOfRangeException(nameof(recipe), "There is no such recipe.");

    /// <summary>The text behind the id: every setting that the recipe heeds, and what its version fixes.</summary>
    /// <param name="options">Settings within their ranges.</param>
    public abstract string CanonicalText(FeatureOptions options);

    /// <summary>The name of each value of the vector.</summary>
    /// <param name="options">Settings within their ranges.</param>
    public abstract IReadOnlyList<string> Names(FeatureOptions options);

    /// <summary>Builds the tables of the computation.</summary>
    /// <param name="options">Settings within their ranges.</param>
    public abstract IClipExtractor CreateExtractor(FeatureOptions options);
}
